//! Texts of e-mails: the tenant's own, where it wrote one.

use serde::Deserialize;
use shared::{
    delivery::template::{Source, TemplateKind, default_text},
    id::TenantId,
    language::Language,
};

use crate::platform::database::{DatabaseError, Query};

/// The texts that a statement answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTemplates(Vec<OwnTemplate>);

/// A stored text; none where it was reset to the built-in one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OwnTemplate {
    kind: TemplateKind,
    language: Language,
    source: Option<Source>,
    version: i64,
}

impl OwnTemplates {
    fn find(&self, kind: TemplateKind, language: Language) -> Option<&OwnTemplate> {
        self.0.iter().find(|own| (own.kind, own.language) == (kind, language))
    }

    /// The text that is used.
    pub fn source(&self, kind: TemplateKind, language: Language) -> Source {
        let own = self.find(kind, language).and_then(|own| own.source.clone());
        own.unwrap_or_else(|| default_text(kind, language))
    }

    /// Whether the tenant wrote a text of its own.
    pub fn is_own(&self, kind: TemplateKind, language: Language) -> bool {
        self.find(kind, language).is_some_and(|own| own.source.is_some())
    }

    /// Present version; 0 where nothing was ever saved.
    pub fn version(&self, kind: TemplateKind, language: Language) -> i64 {
        self.find(kind, language).map_or(0, |own| own.version)
    }
}

/// Every text of a tenant's own.
pub fn all(tenant: &TenantId) -> Query<OwnTemplates> {
    Query::all::<TemplateRow>(include_str!("templates.sql"), [tenant.as_str().into()]).try_into_each().map(OwnTemplates)
}

/// The tenant's own texts of a kind.
pub fn of_kind(tenant: &TenantId, kind: TemplateKind) -> Query<OwnTemplates> {
    let values = [tenant.as_str().into(), kind.as_str().into()];
    Query::all::<TemplateRow>(include_str!("templates_of_kind.sql"), values).try_into_each().map(OwnTemplates)
}

#[derive(Deserialize)]
struct TemplateRow {
    kind: String,
    language: Language,
    subject: Option<String>,
    body: Option<String>,
    version: i64,
}

impl TryFrom<TemplateRow> for OwnTemplate {
    type Error = DatabaseError;

    fn try_from(row: TemplateRow) -> Result<Self, DatabaseError> {
        let kind = TemplateKind::parse(&row.kind)
            .ok_or_else(|| DatabaseError::Defect(format!("mail template: {}", row.kind)))?;
        let source = row.subject.zip(row.body).map(|(subject, body)| Source { subject, body });
        Ok(Self { kind, language: row.language, source, version: row.version })
    }
}

/// Saves a text, or the wish for the built-in one, over the one of this version; answers whether it still had that one.
pub fn save(
    tenant: &TenantId,
    kind: TemplateKind,
    language: Language,
    source: Option<&Source>,
    version: i64,
) -> Query<bool> {
    Query::any(
        include_str!("save_template.sql"),
        [
            tenant.as_str().into(),
            kind.as_str().into(),
            language.tag().into(),
            source.map(|source| source.subject.as_str()).into(),
            source.map(|source| source.body.as_str()).into(),
            version.into(),
        ],
    )
}
