//! The migrations, listed by the build script from the files of `edge/migrations`.

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_file_is_a_migration_and_the_last_one_is_the_newest() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort();
        assert_eq!(ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>(), files);
        assert_eq!(files.last().map(String::as_str), Some(NEWEST));
    }
}
