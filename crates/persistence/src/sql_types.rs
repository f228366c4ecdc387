//! SQL types that both databases share, and how the domain's types are stored in them.
//!
//! PostgreSQL keeps `uuid`, `timestamptz`, `jsonb`; SQLite keeps TEXT, instants as RFC 3339 of fixed
//! width in UTC, so that they sort. The domain does not know diesel, so its values are stored inside
//! thin wrappers: [`Id`] for identifiers, [`Coded`] for closed sets, [`At`] for instants, [`Doc`] for
//! nested values.

use chrono::{DateTime, Utc};
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{SqlType, Text, Timestamptz},
    sqlite::{Sqlite, SqliteValue},
};
use domain::text_enum::Code as CodeText;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// `uuid` | TEXT.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Key;

/// `timestamptz` | TEXT.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Instant;

/// `jsonb` | TEXT.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Json;

/// A closed set of codes: TEXT with a CHECK on both.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 25, array_oid = 1009))]
#[diesel(sqlite_type(name = "Text"))]
pub struct Code;

impl diesel::sql_types::SqlOrd for Key {}
impl diesel::sql_types::SqlOrd for Instant {}
impl diesel::sql_types::SqlOrd for Code {}

/// The text that SQLite holds. A diesel text value borrows from the statement, so it is copied.
fn sqlite_text(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<String> {
    <String as FromSql<Text, Sqlite>>::from_sql(value)
}

/// An identifier of the domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Key)]
pub struct Id<T: 'static>(pub T);

/// An id of any resource, where one column holds ids of several kinds.
pub type AnyId = Id<Uuid>;

impl<T: Copy + std::fmt::Debug + Into<Uuid>> ToSql<Key, Pg> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let id: Uuid = self.0.into();
        <Uuid as ToSql<diesel::sql_types::Uuid, Pg>>::to_sql(&id, &mut out.reborrow())
    }
}
impl<T: Copy + std::fmt::Debug + Into<Uuid>> ToSql<Key, Sqlite> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        let id: Uuid = self.0.into();
        out.set_value(id.hyphenated().to_string());
        Ok(IsNull::No)
    }
}
impl<T: From<Uuid>> FromSql<Key, Pg> for Id<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let id = <Uuid as FromSql<diesel::sql_types::Uuid, Pg>>::from_sql(value)?;
        Ok(Self(id.into()))
    }
}
impl<T: From<Uuid>> FromSql<Key, Sqlite> for Id<T> {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(sqlite_text(value)?.parse::<Uuid>()?.into()))
    }
}

/// A value of a closed set, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Code)]
pub struct Coded<T: 'static>(pub T);

impl<T: CodeText + std::fmt::Debug> ToSql<Code, Pg> for Coded<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <str as ToSql<Text, Pg>>::to_sql(self.0.code(), &mut out.reborrow())
    }
}
impl<T: CodeText + std::fmt::Debug> ToSql<Code, Sqlite> for Coded<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.code());
        Ok(IsNull::No)
    }
}
impl<T: CodeText> FromSql<Code, Pg> for Coded<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(
            <String as FromSql<Text, Pg>>::from_sql(value)?.parse()?,
        ))
    }
}
impl<T: CodeText> FromSql<Code, Sqlite> for Coded<T> {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(sqlite_text(value)?.parse()?))
    }
}

/// An instant as the databases keep it: microseconds, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Instant)]
pub struct At(pub DateTime<Utc>);

impl From<DateTime<Utc>> for At {
    fn from(at: DateTime<Utc>) -> Self {
        Self(domain::time::to_micros(at))
    }
}
impl From<At> for DateTime<Utc> {
    fn from(at: At) -> Self {
        at.0
    }
}
impl ToSql<Instant, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <DateTime<Utc> as ToSql<Timestamptz, Pg>>::to_sql(&self.0, &mut out.reborrow())
    }
}
impl ToSql<Instant, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string());
        Ok(IsNull::No)
    }
}
impl FromSql<Instant, Pg> for At {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<Timestamptz, Pg>>::from_sql(value).map(Self)
    }
}
impl FromSql<Instant, Sqlite> for At {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(
            DateTime::parse_from_rfc3339(&sqlite_text(value)?)?.with_timezone(&Utc),
        ))
    }
}

/// A nested value kept as JSON.
#[derive(Debug, Clone, PartialEq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Json)]
pub struct Doc<T: 'static>(pub T);

impl<T: Serialize + std::fmt::Debug> ToSql<Json, Pg> for Doc<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let value = serde_json::to_value(&self.0)?;
        <serde_json::Value as ToSql<diesel::sql_types::Jsonb, Pg>>::to_sql(
            &value,
            &mut out.reborrow(),
        )
    }
}
impl<T: Serialize + std::fmt::Debug> ToSql<Json, Sqlite> for Doc<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
impl<T: DeserializeOwned> FromSql<Json, Pg> for Doc<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let value = <serde_json::Value as FromSql<diesel::sql_types::Jsonb, Pg>>::from_sql(value)?;
        Ok(Self(serde_json::from_value(value)?))
    }
}
impl<T: DeserializeOwned> FromSql<Json, Sqlite> for Doc<T> {
    fn from_sql(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(&sqlite_text(value)?)?))
    }
}
