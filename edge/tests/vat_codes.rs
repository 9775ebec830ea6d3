//! Settings > Invoice settings > VAT codes: the Belgian ones, changes of them, own ones; sent twice, from two windows, by
//! another tenant.

use crate::admin::{Admin, app, to};
use crate::support::{Fault, TestApp};
use edge::store::vat_code;
use en16931::codes::generated::{UNIT_CODES, VATEX_CODES};
use shared::{
    billing::{
        unit::Unit,
        vat_code::{Origin, VatCodes, exemption::EXEMPTION_CODES},
    },
    id::TenantId,
    language::Language,
};

const LIST: &str = "/admin/settings/vat-codes";
const ADD: &str = "/admin/settings/vat-codes/add";
const CO_CONTRACTOR: &str = "/admin/settings/vat-codes/co-contractor/2023-01-01";
const ZOO: &str = "code=Zoo&category=S&rate=6&exemption_code=&label_en=Zoo+tickets&valid_from=2026-01-01&valid_to=";
const CHANGED: &str =
    "label_en=Works&label_nl=Werken&sentence_nl=Btw+verlegd&sentence_fr=&sentence_en=&sentence_de=&valid_to=";

async fn codes(app: &TestApp, tenant: &str) -> VatCodes {
    app.background().read(vat_code::read(&TenantId::new(tenant))).await.unwrap()
}

async fn rows(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM vat_code").await
}

#[tokio::test]
async fn the_belgian_codes_are_there_from_the_start() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(LIST).await;
    for text in
        ["VAT 21%", "Reverse charge", "small-enterprise", "1 Jan 1996 – 28 Feb 2026", ">ended<", ">Belgian<", ">12%<"]
    {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let page = admin.page(CO_CONTRACTOR).await;
    for text in ["VATEX-EU-AE", "Verlegging van heffing.", "lang=\"fr\"", "Required: the invoice must say why"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("Back to the Belgian default"));
    assert!(!admin.page("/admin/settings/vat-codes/0/1996-01-01").await.contains("sentence_nl"), "BR-Z-10");
    for missing in ["/21/1996-01-02", "/21/soon", "/22/1996-01-01", "/21/1996-1-1"] {
        assert_eq!(admin.get(&format!("{LIST}{missing}")).await.status, 404, "{missing}");
    }
    assert_eq!(rows(&app).await, 0);
}

#[tokio::test]
async fn a_built_in_code_is_changed_and_comes_back() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    for _ in 0..2 {
        let saved = admin.post(CO_CONTRACTOR, &format!("version={version}&{CHANGED}")).await;
        assert_eq!(to(&saved), (303, "/admin/settings/vat-codes?done=saved"), "twice saves once");
    }
    assert_eq!((admin.version().await, rows(&app).await), (version + 1, 1));
    let (own, theirs) = (codes(&app, "demo").await, codes(&app, "other").await);
    let day = "2026-12-01".parse().unwrap();
    let found = own.on("co-contractor", day).unwrap();
    assert_eq!(found.treatment(Language::Fr).exemption_reason.as_deref(), Some("Btw verlegd"));
    assert_eq!(found.exemption_code.as_deref(), Some("VATEX-EU-AE"), "what it is stays");
    assert!(theirs.on("co-contractor", day).unwrap().sentence.fr.starts_with("Autoliquidation"));

    // Another window still shows the older settings.
    let stale = admin.post(CO_CONTRACTOR, &format!("version={version}&{}", CHANGED.replace("Works", "Stale"))).await;
    assert_eq!(stale.status, 409);
    for text in ["changed in another window", "value=\"Works\"", "Back to the Belgian default"] {
        assert!(stale.text().contains(text), "{text}");
    }

    let remove = format!("{CO_CONTRACTOR}/remove");
    assert_eq!(admin.post(&remove, &format!("version={version}")).await.status, 409);
    let version = admin.version().await;
    for _ in 0..2 {
        let reset = admin.post(&remove, &format!("version={version}")).await;
        assert_eq!(to(&reset), (303, "/admin/settings/vat-codes?done=reset"), "twice does it once");
    }
    assert_eq!(rows(&app).await, 0);
}

#[tokio::test]
async fn a_form_that_changes_nothing_leaves_a_code_built_in() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    let form = format!(
        "version={version}&label_nl=6+%25+btw&label_fr=TVA+6+%25&label_en=VAT+6%25&label_de=MwSt.+6+%25&valid_to="
    );
    let answer = admin.post("/admin/settings/vat-codes/6/1996-01-01", &form).await;
    assert_eq!(to(&answer), (303, "/admin/settings/vat-codes?done=saved"));
    assert_eq!((rows(&app).await, admin.version().await), (0, version));
}

#[tokio::test]
async fn an_own_code_is_added_used_ended_and_removed() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    for _ in 0..2 {
        let added = admin.post(ADD, &format!("version={version}&{ZOO}")).await;
        assert_eq!(to(&added), (303, "/admin/settings/vat-codes?done=added"), "twice adds once");
    }
    let zoo = format!("{LIST}/zoo/2026-01-01");
    assert!(admin.page(LIST).await.contains("your own"));
    assert!(admin.page(&zoo).await.contains("Remove VAT code"));
    // A new rate is a new period of the same code.
    let page = admin.page(&format!("{ADD}?code=zoo")).await;
    assert!(page.contains("value=\"zoo\"") && page.contains("value=\"Zoo tickets\""), "{page}");
    let version = admin.version().await;
    let next = ZOO.replace("rate=6", "rate=12").replace("2026-01-01", "2027-01-01");
    assert_eq!(admin.post(ADD, &format!("version={version}&{next}")).await.status, 303);
    let known = codes(&app, "demo").await;
    for (day, rate) in [("2026-12-31", "6"), ("2027-01-01", "12")] {
        assert_eq!(known.on("zoo", day.parse().unwrap()).unwrap().rate.to_string(), rate, "{day}");
    }
    assert!(known.entries().iter().filter(|entry| entry.origin == Origin::Own).count() == 2);

    app.sql("UPDATE item SET vat_code = 'zoo' WHERE tenant_id = 'demo' AND code = 'KM'");
    let page = admin.page(&zoo).await;
    assert!(page.contains("1 item uses") && !page.contains("Remove VAT code"), "{page}");
    let version = admin.version().await;
    let kept = admin.post(&format!("{zoo}/remove"), &format!("version={version}")).await;
    assert_eq!(kept.status, 409, "an item uses it");
    assert!(kept.text().contains("Give it a last day instead"));
    assert_eq!(rows(&app).await, 2);
    let version = admin.version().await;
    let ended = admin.post(&zoo, &format!("version={version}&label_en=Zoo&valid_to=2026-06-30")).await;
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert!(codes(&app, "demo").await.on("zoo", "2026-07-01".parse().unwrap()).is_none());
    assert!(admin.page("/admin/items").await.contains("not valid today"));
    app.sql("UPDATE item SET vat_code = '21' WHERE tenant_id = 'demo' AND code = 'KM'");
    let version = admin.version().await;
    for _ in 0..2 {
        let removed = admin.post(&format!("{zoo}/remove"), &format!("version={version}")).await;
        assert_eq!(to(&removed), (303, "/admin/settings/vat-codes?done=removed"));
    }
    assert_eq!(rows(&app).await, 1);
}

#[tokio::test]
async fn what_cannot_be_is_named_and_kept_in_the_form() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    for (change, field) in [
        (("code=Zoo", "code=two+words"), "#code"),
        (("category=S", "category=E"), "#rate"),
        (("rate=6", "rate="), "#rate"),
        (("rate=6", "rate=120"), "#rate"),
        (("exemption_code=", "exemption_code=VATEX-EU-AE"), "#exemption_code"),
        (("label_en=Zoo+tickets", "label_de="), "#label_nl"),
        (("2026-01-01", "soon"), "#valid_from"),
        (("valid_to=", "valid_to=2025-01-01"), "#valid_to"),
        (("code=Zoo&category=S&rate=6", "code=art&category=E&rate="), "#sentence_nl"),
        (("code=Zoo", "code=21"), "#valid_from"),
    ] {
        let form = format!("version={version}&{}", ZOO.replace(change.0, change.1));
        let form = if change.1.contains("code=21") { form.replace("2026-01-01", "1996-01-01") } else { form };
        let answer = admin.post(ADD, &form).await;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{form}");
        assert!(page.contains(&format!("href=\"{field}\"")), "{form}\n{page}");
        assert!(
            page.contains("Error: Add VAT code") && page.contains(&format!("name=\"version\" value=\"{version}\""))
        );
    }
    let unsaid = admin.post(CO_CONTRACTOR, &format!("version={version}&label_en=x&valid_to=")).await;
    assert_eq!(unsaid.status, 422);
    assert!(unsaid.text().contains("the invoice must say why") && unsaid.text().contains("value=\"x\""));
    for form in ["version=1&rate=6", "version=1&tenant_id=other"] {
        assert_eq!(admin.post(CO_CONTRACTOR, form).await.status, 422, "what a code is cannot be changed: {form}");
    }
    let conflict = admin.post(ADD, &format!("version={}&{ZOO}", version - 1)).await;
    assert_eq!(conflict.status, 409);
    assert!(
        conflict.text().contains("value=\"Zoo\"") && conflict.text().contains(&format!("value=\"{version}\"")),
        "kept, and it can be sent again"
    );
    assert_eq!((rows(&app).await, admin.version().await), (0, version));
}

#[tokio::test]
async fn lost_answers_save_once() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    for (fault, code) in [(Fault::LostAfter, "one"), (Fault::LostBefore, "two")] {
        let version = admin.version().await;
        app.inject([None, None, Some(fault)]);
        let answer = admin.post(ADD, &format!("version={version}&{}", ZOO.replace("Zoo&", &format!("{code}&")))).await;
        assert_eq!(to(&answer), (303, "/admin/settings/vat-codes?done=added"), "{fault:?}");
        assert_eq!(admin.version().await, version + 1);
    }
    assert_eq!(rows(&app).await, 2);
}

#[tokio::test]
async fn codes_of_another_tenant_do_not_exist() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await;
    assert_eq!(admin.post(ADD, &format!("version={version}&{ZOO}")).await.status, 303);
    let stranger = Admin::of(&app, "other").await;
    let zoo = format!("{LIST}/zoo/2026-01-01");
    assert_eq!(stranger.get(&zoo).await.status, 404);
    assert_eq!(stranger.post(&zoo, "version=1&label_en=Mine&valid_to=").await.status, 404);
    stranger.post(&format!("{zoo}/remove"), "version=1").await;
    assert!(!stranger.page(LIST).await.contains("Zoo tickets"));
    assert_eq!(rows(&app).await, 1);
    let item = "id=01936d5e-7c3a-7b1e-8f2a-0000000000ff&description=Ticket&unit=C62&price=1&vat_code=zoo";
    assert_eq!(stranger.post("/admin/items/add", item).await.status, 422, "nor can they use it");
    assert_eq!(admin.post("/admin/items/add", item).await.status, 303);
}

/// The lists of `shared` are part of those of the library that judges finished documents.
#[test]
fn codes_and_units_are_those_of_the_standard() {
    for code in EXEMPTION_CODES {
        assert!(VATEX_CODES.contains(&code), "{code}");
    }
    for unit in Unit::all() {
        assert!(UNIT_CODES.contains(&unit.code()), "{}", unit.code());
    }
}
