//! Work that follows a write: leased, done, and ended once, whatever gets lost.

use edge::outbox::{LEASE, run_tenant, sweep};
use shared::id::TenantId;

use crate::{
    admin::TUESDAY_9,
    support::{Fault, NOW, TestApp, booking, id},
};

const OPEN: &str = "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND dead_at IS NULL";

fn demo() -> TenantId {
    TenantId::new("demo")
}

#[tokio::test]
async fn the_consumer_does_the_work_of_its_tenant_only() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    app.book("other", &id(1), &booking(TUESDAY_9)).await;
    run_tenant(&app.background(), &demo()).await.unwrap();
    assert_eq!(
        app.count(
            "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND tenant_id = 'demo'"
        )
        .await,
        0
    );
    assert_eq!(
        app.count(
            "SELECT count(*) FROM outbox WHERE task = 'render_document' AND done_at IS NULL AND tenant_id = 'other'"
        )
        .await,
        1
    );
    sweep(&app.background()).await.unwrap();
    assert_eq!(app.count(OPEN).await, 0);
}

#[tokio::test]
async fn work_whose_end_was_lost_is_done_again_when_the_lease_is_over() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    // The lease is stored; then the program is gone before anything else.
    app.inject([vec![None], std::iter::repeat_n(Some(Fault::LostBefore), 400).collect()].concat());
    assert!(run_tenant(&app.background(), &demo()).await.is_err());
    app.inject([]);
    assert_eq!(sweep(&app.background()).await.unwrap(), 0, "the lease is somebody's");
    let later = NOW.parse::<jiff::Timestamp>().unwrap() + LEASE;
    app.clock.set(later);
    assert!(sweep(&app.background()).await.unwrap() >= 1);
    assert_eq!(app.count(OPEN).await, 0);
    assert_eq!(app.count("SELECT attempts FROM outbox WHERE task = 'render_document'").await, 2);
}

#[tokio::test]
async fn lost_answers_of_the_lease_and_of_the_end_do_nothing_twice() {
    for plan in
        [vec![Some(Fault::LostAfter)], vec![None, None, None, Some(Fault::LostAfter)], vec![Some(Fault::LostBefore)]]
    {
        let app = TestApp::new();
        app.book("demo", &id(1), &booking(TUESDAY_9)).await;
        app.inject(plan.clone());
        run_tenant(&app.background(), &demo()).await.unwrap();
        assert_eq!(app.count(OPEN).await, 0, "{plan:?}");
        assert_eq!(app.count("SELECT attempts FROM outbox WHERE task = 'render_document'").await, 1, "{plan:?}");
    }
}

#[tokio::test]
async fn work_that_is_begun_too_often_ends_and_is_kept_for_the_admin() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    app.sql("UPDATE outbox SET attempts = 16 WHERE task = 'render_document'");
    run_tenant(&app.background(), &demo()).await.unwrap();
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND last_error LIKE '%too often%'").await,
        1
    );
    assert_eq!(sweep(&app.background()).await.unwrap(), 0, "nobody tries it again");
}

#[tokio::test]
async fn an_answer_waits_for_no_work() {
    let app = TestApp::new();
    app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(app.count("SELECT count(*) FROM outbox WHERE attempts > 0").await, 0);
}
