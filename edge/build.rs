//! Lists the migrations: a file of `migrations` is part of the program, and of what it asks of its database, by being there.

use std::{env, error::Error, ffi::OsStr, fmt::Write, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    println!("cargo::rerun-if-changed=migrations");
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("sql")) {
            names.extend(path.file_name().and_then(OsStr::to_str).map(str::to_owned));
        }
    }
    names.sort();
    let newest = names.last().ok_or("there are no migrations")?;
    let mut code = format!(
        "/// The migration that a database must have for this version to work with it.\npub const NEWEST: &str = {newest:?};\n\n\
         /// Every migration in order, as wrangler applies them: its name and its SQL.\n\
         #[cfg(not(target_arch = \"wasm32\"))]\npub const ALL: &[(&str, &str)] = &[\n"
    );
    for name in &names {
        writeln!(code, "    ({name:?}, include_str!({:?})),", folder.join(name))?;
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("migrations.rs"), code)?;
    Ok(())
}
