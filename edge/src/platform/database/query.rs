//! Questions with their answers: a query knows how its rows are read, so nobody counts the statements of a batch.

use std::{ops::Range, vec};

use serde::de::DeserializeOwned;

use super::{DatabaseError, Rows, Statement, Value};

type Decode<T> = Box<dyn FnOnce(&mut vec::IntoIter<Rows>) -> Result<T, DatabaseError> + Send>;

/// One or several statements, and how their rows become a `T`.
#[must_use]
pub struct Query<T> {
    statements: Vec<Statement>,
    decode: Decode<T>,
}

impl Query<()> {
    /// Every row.
    pub fn all<R: DeserializeOwned + 'static>(
        sql: &'static str,
        values: impl IntoIterator<Item = Value>,
    ) -> Query<Vec<R>> {
        Self::of(sql, values, |rows| rows.all())
    }

    /// The first row, if there is one.
    pub fn first<R: DeserializeOwned + 'static>(
        sql: &'static str,
        values: impl IntoIterator<Item = Value>,
    ) -> Query<Option<R>> {
        Self::of(sql, values, |rows| rows.first())
    }

    /// The one row of a statement that always answers one; that there is none is a defect.
    pub fn one<R: DeserializeOwned + 'static>(sql: &'static str, values: impl IntoIterator<Item = Value>) -> Query<R> {
        Self::of(sql, values, move |rows| {
            rows.first()?.ok_or_else(|| DatabaseError::Defect(format!("no row answers {sql}")))
        })
    }

    /// Whether there is a row.
    pub fn any(sql: &'static str, values: impl IntoIterator<Item = Value>) -> Query<bool> {
        Self::of(sql, values, |rows| Ok(!rows.0.is_empty()))
    }

    fn of<T>(
        sql: &'static str,
        values: impl IntoIterator<Item = Value>,
        decode: impl FnOnce(Rows) -> Result<T, DatabaseError> + Send + 'static,
    ) -> Query<T> {
        Query {
            statements: vec![Statement::new(sql, values)],
            decode: Box::new(|answers| decode(answers.next().ok_or_else(no_answer)?)),
        }
    }
}

impl<T: 'static> Query<T> {
    /// Changes what the query answers.
    pub fn map<U>(self, change: impl FnOnce(T) -> U + Send + 'static) -> Query<U> {
        self.try_map(|answer| Ok(change(answer)))
    }

    /// Changes what the query answers, where what is stored may not have the wanted shape.
    pub fn try_map<U>(self, change: impl FnOnce(T) -> Result<U, DatabaseError> + Send + 'static) -> Query<U> {
        let decode = self.decode;
        Query { statements: self.statements, decode: Box::new(|answers| change(decode(answers)?)) }
    }
}

impl<R: 'static> Query<Vec<R>> {
    /// Reads each row as what it stands for.
    pub fn try_into_each<T: TryFrom<R, Error = DatabaseError> + 'static>(self) -> Query<Vec<T>> {
        self.try_map(|rows| rows.into_iter().map(T::try_from).collect())
    }
}

impl<R: 'static> Query<Option<R>> {
    /// Reads the row, if there is one, as what it stands for.
    pub fn try_into_each<T: TryFrom<R, Error = DatabaseError> + 'static>(self) -> Query<Option<T>> {
        self.try_map(|row| row.map(T::try_from).transpose())
    }
}

fn no_answer() -> DatabaseError {
    DatabaseError::Defect("a statement of the batch was not answered".into())
}

/// What can be asked in one batch: a query, several of different answers as a tuple, or any number of the same.
pub trait IntoQuery {
    /// What it answers.
    type Answer: 'static;

    /// All of it as one query.
    fn into_query(self) -> Query<Self::Answer>;
}

impl<T: 'static> IntoQuery for Query<T> {
    type Answer = T;

    fn into_query(self) -> Self {
        self
    }
}

impl IntoQuery for Statement {
    type Answer = Rows;

    fn into_query(self) -> Query<Rows> {
        Query { statements: vec![self], decode: Box::new(|answers| answers.next().ok_or_else(no_answer)) }
    }
}

impl<Q: IntoQuery> IntoQuery for Option<Q> {
    type Answer = Option<Q::Answer>;

    fn into_query(self) -> Query<Self::Answer> {
        match self {
            Some(query) => query.into_query().map(Some),
            None => Query { statements: Vec::new(), decode: Box::new(|_| Ok(None)) },
        }
    }
}

impl<Q: IntoQuery> IntoQuery for Vec<Q> {
    type Answer = Vec<Q::Answer>;

    fn into_query(self) -> Query<Self::Answer> {
        let mut statements = Vec::new();
        let mut decoders = Vec::new();
        for query in self {
            let query = query.into_query();
            statements.extend(query.statements);
            decoders.push(query.decode);
        }
        let decode = |answers: &mut vec::IntoIter<Rows>| decoders.into_iter().map(|decode| decode(answers)).collect();
        Query { statements, decode: Box::new(decode) }
    }
}

macro_rules! tuples {
    ($(($($query:ident)+))+) => {$(
        impl<$($query: IntoQuery),+> IntoQuery for ($($query,)+) {
            type Answer = ($($query::Answer,)+);

            #[expect(non_snake_case, reason = "one name for a type and its value")]
            fn into_query(self) -> Query<Self::Answer> {
                let ($($query,)+) = self;
                let mut statements = Vec::new();
                $(
                    let query = $query.into_query();
                    statements.extend(query.statements);
                    let $query = query.decode;
                )+
                Query { statements, decode: Box::new(|answers| Ok(($($query(answers)?,)+))) }
            }
        }
    )+};
}

tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
}

/// Statements that are stored together or not at all, in order.
#[derive(Debug, Default)]
pub struct Batch(Vec<Statement>);

impl Batch {
    /// A batch without statements.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a write whose answer nobody reads.
    pub fn run(&mut self, statement: Statement) {
        self.0.push(statement);
    }

    /// Adds a query; its answer is taken after the transaction.
    pub fn add<Q: IntoQuery>(&mut self, query: Q) -> Handle<Q::Answer> {
        let Query { statements, decode } = query.into_query();
        let first = self.0.len();
        self.0.extend(statements);
        Handle { answers: first..self.0.len(), decode }
    }
}

impl IntoIterator for Batch {
    type Item = Statement;
    type IntoIter = vec::IntoIter<Statement>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<Statement> for Batch {
    fn extend<I: IntoIterator<Item = Statement>>(&mut self, statements: I) {
        self.0.extend(statements);
    }
}

impl From<Vec<Statement>> for Batch {
    fn from(statements: Vec<Statement>) -> Self {
        Self(statements)
    }
}

impl<const N: usize> From<[Statement; N]> for Batch {
    fn from(statements: [Statement; N]) -> Self {
        Self(statements.into())
    }
}

impl From<Statement> for Batch {
    fn from(statement: Statement) -> Self {
        Self(vec![statement])
    }
}

/// Where the answer to a query of a batch is, and how it is read.
#[must_use]
pub struct Handle<T> {
    answers: Range<usize>,
    decode: Decode<T>,
}

/// What a batch answered.
#[derive(Debug)]
pub struct Answers(Vec<Rows>);

impl Answers {
    /// The rows of each statement, from the port.
    pub fn new(rows: Vec<Rows>) -> Self {
        Self(rows)
    }

    /// The answer to a query of this batch.
    ///
    /// # Errors
    /// [`DatabaseError::Defect`] if the rows do not have the wanted shape.
    pub fn take<T>(&mut self, handle: Handle<T>) -> Result<T, DatabaseError> {
        let rows = self.0.get_mut(handle.answers).ok_or_else(no_answer)?;
        let rows: Vec<Rows> = rows.iter_mut().map(std::mem::take).collect();
        (handle.decode)(&mut rows.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::{database::Database, sqlite::Sqlite};

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Found {
        name: String,
    }

    fn named(name: &str) -> Query<Found> {
        Query::one::<Found>("SELECT ?1 AS name", [name.into()])
    }

    async fn read<Q: IntoQuery>(queries: Q) -> Result<Q::Answer, DatabaseError> {
        let database = Sqlite::in_memory().unwrap();
        let mut batch = Batch::new();
        batch.run(Statement::new("DELETE FROM item", []));
        let handle = batch.add(queries);
        let answer = database.batch(batch.into_iter().collect()).await?;
        Answers::new(answer.rows).take(handle)
    }

    #[tokio::test]
    async fn each_query_gets_its_own_rows() {
        let none = Query::first::<Found>("SELECT 'x' AS name WHERE 0", []);
        let many = Query::all::<Found>("SELECT 'c' AS name UNION ALL SELECT 'd'", []);
        let both = (named("a"), none).into_query().map(|(first, none)| (first.name, none));
        let (both, several, many, absent, any) = read((
            both,
            vec![named("p"), named("q")],
            many,
            None::<Query<Found>>,
            Query::any("SELECT 1 AS one WHERE 0", []),
        ))
        .await
        .unwrap();
        assert_eq!(both, ("a".to_owned(), None));
        assert_eq!(several.into_iter().map(|found| found.name).collect::<String>(), "pq");
        assert_eq!(many.into_iter().map(|found| found.name).collect::<String>(), "cd");
        assert_eq!((absent, any), (None, false));
    }

    #[tokio::test]
    async fn a_missing_row_and_a_row_of_another_shape_are_defects() {
        for query in
            [Query::one::<Found>("SELECT 'x' AS name WHERE 0", []), Query::one::<Found>("SELECT 1 AS name", [])]
        {
            let refused = read(query).await;
            assert!(matches!(refused, Err(DatabaseError::Defect(_))), "{refused:?}");
        }
    }

    #[test]
    fn a_handle_of_another_batch_is_a_defect() {
        let handle = Batch::new().add(named("a"));
        assert!(matches!(Answers::new(Vec::new()).take(handle), Err(DatabaseError::Defect(_))));
    }
}
