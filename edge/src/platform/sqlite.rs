//! The native twin of D1: rusqlite with D1's limits and its way of binding numbers. For tests and development.

use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, limits::Limit, types::ValueRef};

use super::database::{BatchAnswer, BoxFuture, Database, DatabaseError, Rows, Statement, Value, migrations};

/// A SQLite database behind the port.
pub struct Sqlite {
    connection: Mutex<Connection>,
}

impl Sqlite {
    /// A database in memory with every migration applied.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn in_memory() -> Result<Self, rusqlite::Error> {
        Self::migrated(Connection::open_in_memory()?)
    }

    /// A database in a file; migrations are applied where they are missing.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn open(path: &std::path::Path) -> Result<Self, rusqlite::Error> {
        Self::migrated(Connection::open(path)?)
    }

    fn migrated(connection: Connection) -> Result<Self, rusqlite::Error> {
        connection.execute_batch("PRAGMA foreign_keys = ON")?;
        // Noted by name in a table of the same shape as wrangler's, because a column can be added only once.
        connection.execute_batch(
            "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, \
             applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
        )?;
        for (name, sql) in migrations::ALL {
            let noted = "SELECT count(*) FROM d1_migrations WHERE name = ?1";
            if connection.query_row(noted, [name], |row| row.get::<_, i64>(0))? == 0 {
                connection.execute_batch(sql)?;
                connection.execute("INSERT INTO d1_migrations (name) VALUES (?1)", [name])?;
            }
        }
        // D1's documented limits, so that nothing passes here that fails there.
        for (limit, value) in [
            (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
            (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
            (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
            (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
            (Limit::SQLITE_LIMIT_COLUMN, 100),
            (Limit::SQLITE_LIMIT_FUNCTION_ARG, 32),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        ] {
            connection.set_limit(limit, value)?;
        }
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Runs SQL of several statements, such as demo data. Not for request handling.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn execute_script(&self, sql: &str) -> Result<(), rusqlite::Error> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner).execute_batch(sql)
    }

    fn run(&self, statements: &[Statement]) -> Result<BatchAnswer, DatabaseError> {
        if statements.is_empty() {
            return Err(DatabaseError::Defect("empty batch".into()));
        }
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction().map_err(classify)?;
        let mut answer = BatchAnswer::default();
        for statement in statements {
            answer.rows.push(run_one(&transaction, statement).map_err(classify)?);
        }
        transaction.commit().map_err(classify)?;
        Ok(answer)
    }
}

fn run_one(connection: &Connection, statement: &Statement) -> Result<Rows, rusqlite::Error> {
    // `prepare_cached` refuses a text of two statements, as the port asks.
    let mut prepared = connection.prepare_cached(statement.sql)?;
    let names: Vec<String> = prepared.column_names().map(str::to_owned).collect();
    for (position, value) in statement.values.iter().enumerate() {
        let index = position.saturating_add(1);
        match value {
            Value::Null => prepared.raw_bind_parameter(index, rusqlite::types::Null)?,
            // D1 binds every JavaScript number as REAL; doing the same here makes a missing CAST fail natively too.
            Value::Integer(number) => prepared.raw_bind_parameter(index, as_real(*number))?,
            Value::Text(text) => prepared.raw_bind_parameter(index, text)?,
        }
    }
    let mut rows = prepared.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut object = serde_json::Map::new();
        for (position, name) in names.iter().enumerate() {
            object.insert(name.clone(), json(row.get_ref(position)?));
        }
        found.push(serde_json::Value::Object(object));
    }
    Ok(Rows(found))
}

#[expect(clippy::cast_precision_loss, reason = "numbers stay within 2^53, as D1 asks")]
fn as_real(number: i64) -> f64 {
    number as f64
}

fn json(value: ValueRef<'_>) -> serde_json::Value {
    match value {
        ValueRef::Null => serde_json::Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => bytes.into(),
    }
}

fn classify(error: rusqlite::Error) -> DatabaseError {
    match &error {
        rusqlite::Error::SqliteFailure(failure, Some(message)) => {
            if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER {
                DatabaseError::raised(message)
            } else {
                DatabaseError::classify(message)
            }
        }
        _ => DatabaseError::Defect(error.to_string()),
    }
}

impl Database for Sqlite {
    fn batch(&self, statements: Vec<Statement>) -> BoxFuture<'_, Result<BatchAnswer, DatabaseError>> {
        Box::pin(async move { self.run(&statements) })
    }
}
