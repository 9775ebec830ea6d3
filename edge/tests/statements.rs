//! Every statement of the sources against the migrated schema: its SQL can be prepared, it gets as many values as it has parameters,
//! the row that reads it finds its columns, and every file of SQL is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use edge::platform::database::migrations::ALL;
use rusqlite::Connection;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

/// The text without its comments and its unit tests, so that commas and brackets are those of the code.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The parts of what stands behind an opening bracket, up to its end.
fn parts(text: &str) -> Vec<String> {
    let (mut found, mut part, mut depth, mut is_text) = (Vec::new(), String::new(), 0u32, false);
    let mut before = ' ';
    for letter in text.chars() {
        if letter == '"' && before != '\\' {
            is_text = !is_text;
        }
        if !is_text {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.push(part.trim().to_owned());
                    part.clear();
                    before = letter;
                    continue;
                }
                _ => {}
            }
        }
        part.push(letter);
        before = letter;
    }
    found.push(part.trim().to_owned());
    found.retain(|part| !part.is_empty());
    found
}

/// One call that makes a statement.
struct Call {
    at: String,
    /// The code before it, up to its function.
    before: String,
    /// The code after it, up to the end of its function.
    after: String,
    sql: String,
    values: String,
    row: Option<String>,
}

/// Every call in a file, and the files of SQL that it names anywhere.
fn calls(path: &Path, text: &str, named: &mut BTreeSet<PathBuf>) -> Vec<Call> {
    let folder = path.parent().unwrap();
    for rest in text.split("include_str!(\"").skip(1) {
        let file = rest.split('"').next().unwrap();
        if file.ends_with(".sql") {
            named.insert(folder.join(file).canonicalize().unwrap());
        }
    }
    let mut found = Vec::new();
    for head in ["Statement::new(", "Query::any(", "Query::all::<", "Query::first::<", "Query::one::<"] {
        for (at, _) in text.match_indices(head) {
            let mut rest = &text[at + head.len()..];
            let mut row = None;
            if head.ends_with('<') {
                let (name, arguments) = rest.split_once(">(").unwrap();
                (row, rest) = (Some(name.to_owned()), arguments);
            }
            let arguments = parts(rest);
            let [sql, values] = arguments.as_slice() else { continue };
            let before = text[..at].rfind("fn ").map_or("", |start| &text[start..at]).to_owned();
            let after = text[at..].split("\n}\n").next().unwrap().to_owned();
            let line = text[..at].lines().count();
            found.push(Call {
                at: format!("{}, line {line} of its code", path.display()),
                before,
                after,
                sql: sql.clone(),
                values: values.clone(),
                row,
            });
        }
    }
    found
}

/// The SQL texts of a call: its own, or those that its closure is called with, which stand in the same function and in no call of
/// their own.
fn texts(call: &Call, path: &Path) -> Vec<String> {
    let read = |file: &str| fs::read_to_string(path.parent().unwrap().join(file)).unwrap();
    if let Some(file) = call.sql.strip_prefix("include_str!(\"") {
        return vec![read(file.split('"').next().unwrap())];
    }
    if let Some(text) = call.sql.strip_prefix('"') {
        return vec![text.trim_end_matches('"').to_owned()];
    }
    let body = format!("{}{}", call.before, call.after);
    let pieces: Vec<&str> = body.split("include_str!(\"").collect();
    let is_own = |before: &str| ["new(", "any(", ">("].iter().any(|call| before.trim_end().ends_with(call));
    let loose = pieces.windows(2).filter(|pair| !is_own(pair[0])).map(|pair| pair[1].split('"').next().unwrap());
    loose.map(read).collect()
}

/// How many values an expression has; none where the text alone does not say.
fn count(expression: &str, before: &str, text: &str) -> Option<usize> {
    let expression = expression.trim().trim_end_matches('?').trim();
    if let Some((first, rest)) = expression.split_once(".into_iter().chain(") {
        return Some(
            count(first.trim_end_matches(".clone()"), before, text)? + count(&parts(rest).join(", "), before, text)?,
        );
    }
    for list in ["[", "vec!["] {
        if let Some(rest) = expression.strip_prefix(list) {
            return Some(parts(rest).len());
        }
    }
    if expression.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        let bound = format!("let {expression}");
        let at = before.rfind(&bound)?;
        let value = before[at..].split_once('=')?.1;
        return count(&statement(value), &before[..at], text);
    }
    let (callee, arguments) = last_call(expression)?;
    let (receiver, name) = callee.rsplit_once('.').unwrap_or(("", callee));
    // One function puts values behind those of its key.
    if name == "with" {
        return Some(count("self.values()", "", text)? + count(arguments, before, text)?);
    }
    if let Some(at) = before.rfind(&format!("let {name} ="))
        && let Some(value) = before[at..].split_once('=')?.1.trim_start().strip_prefix("||")
    {
        return count(&statement(value), &before[..at], text);
    }
    let is_method = !receiver.is_empty();
    let made = text.split(&format!("fn {name}(")).skip(1).find(|made| made.starts_with("&self") == is_method)?;
    let answered = made.split_once("->")?.1;
    match answered.split('{').next()?.split_once("[Value; ") {
        Some((_, size)) => size.split(']').next()?.parse().ok(),
        None => Some(parts(made.split_once("vec![")?.1).len()),
    }
}

/// What is called last in an expression, and with what.
fn last_call(expression: &str) -> Option<(&str, &str)> {
    let inner = expression.strip_suffix(')')?;
    let mut depth = 0u32;
    let at = inner.char_indices().rev().find(|(_, letter)| {
        let is_start = *letter == '(' && depth == 0;
        match letter {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            _ => {}
        }
        is_start
    })?;
    Some((&inner[..at.0], &inner[at.0 + 1..]))
}

/// A statement up to its end.
fn statement(value: &str) -> String {
    let mut depth = 0i32;
    let end = value.char_indices().find(|(_, letter)| {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        *letter == ';' && depth == 0
    });
    value[..end.map_or(value.len(), |(at, _)| at)].trim().to_owned()
}

/// The structs that read a row, by name: where they are, and their fields.
type Rows = BTreeMap<String, Vec<(PathBuf, String)>>;

/// The columns that a row reads: name, and whether it may be missing.
fn fields(name: &str, path: &Path, rows: &Rows) -> Option<Vec<(String, bool)>> {
    let known = rows.get(name)?;
    let own = known.iter().find(|(file, _)| file == path);
    let only = || known.first().filter(|_| known.len() == 1);
    let (path, body) = own.or_else(only).unwrap_or_else(|| panic!("{}: which {name}?", path.display()));
    let mut found = Vec::new();
    for field in parts(body) {
        let declared = field.lines().last().unwrap();
        let (own, kind) = declared.split_once(':').unwrap();
        let own = own.split_whitespace().last().unwrap();
        if field.contains("flatten") {
            let inner = kind.trim();
            found.extend(fields(inner, path, rows).unwrap_or_else(|| panic!("{inner} is not known")));
            continue;
        }
        let renamed = field.split_once("rename = \"").map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
        found.push((
            renamed.unwrap_or_else(|| own.trim_start_matches("r#").to_owned()),
            field.contains("#[serde(default)]"),
        ));
    }
    Some(found)
}

#[test]
fn every_statement_fits_the_schema_its_values_and_its_row() {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch("CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT)").unwrap();
    for (_, sql) in ALL {
        connection.execute_batch(sql).unwrap();
    }
    let mut sources = Vec::new();
    files(&source(), "rs", &mut sources);
    files(&source().join("../../shared/src"), "rs", &mut sources);
    let sources: Vec<(PathBuf, String)> = sources.into_iter().map(|path| (path.clone(), code(&path))).collect();
    let mut rows = Rows::new();
    for (path, text) in &sources {
        for (at, _) in text.match_indices("struct ") {
            let rest = &text[at + 7..];
            let derives = text[..at].rsplit("\n\n").next().unwrap();
            if let Some((name, body)) = rest.split_once(" {")
                && name.chars().all(char::is_alphanumeric)
                && derives.contains("Deserialize")
            {
                let body = parts(body).join(",\n");
                rows.entry(name.to_owned()).or_default().push((path.clone(), body));
            }
        }
    }
    let (mut named, mut faults, mut checked) = (BTreeSet::new(), Vec::new(), 0);
    for (path, text) in &sources {
        for call in calls(path, text, &mut named) {
            let texts = texts(&call, path);
            if texts.is_empty() && !path.ends_with("platform/database/query.rs") {
                faults.push(format!("{}: no SQL for {}", call.at, call.sql));
            }
            for sql in texts {
                checked += 1;
                let statement = match connection.prepare(&sql) {
                    Ok(statement) => statement,
                    Err(error) => {
                        faults.push(format!("{}: {error}", call.at));
                        continue;
                    }
                };
                let wanted = statement.parameter_count();
                match count(&call.values, &call.before, text) {
                    Some(given) if given == wanted => {}
                    Some(given) => faults.push(format!("{}: {given} values for {wanted} parameters", call.at)),
                    None => faults.push(format!("{}: cannot count {}", call.at, call.values)),
                }
                let Some(row) = &call.row else { continue };
                let columns: Vec<&str> = statement.column_names().collect();
                let Some(fields) = fields(row, path, &rows) else {
                    faults.push(format!("{}: {row} is not known", call.at));
                    continue;
                };
                let mut seen = BTreeSet::new();
                for (field, may_be_missing) in fields {
                    if !may_be_missing && !columns.contains(&field.as_str()) {
                        faults.push(format!("{}: {row} reads {field}, which is no column", call.at));
                    }
                    if !seen.insert(field.clone()) {
                        faults.push(format!("{}: {row} reads {field} twice", call.at));
                    }
                }
            }
        }
    }
    let mut sql = Vec::new();
    files(&source(), "sql", &mut sql);
    for file in sql {
        if !named.contains(&file.canonicalize().unwrap()) {
            faults.push(format!("{} is used nowhere", file.display()));
        }
    }
    assert!(faults.is_empty(), "{} statements, {} faults:\n{}", checked, faults.len(), faults.join("\n"));
    assert!(checked > 200, "{checked} statements were found");
}
