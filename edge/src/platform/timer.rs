//! Time limits and pauses in the Worker.
//!
//! Not `worker::Delay`: it keeps what `setTimeout` answers as a number, and the runtime answers with an object. So it cannot be cleared, and fires
//! into a future that is gone.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use worker::{
    js_sys::{self, Function, Promise, Reflect, futures::JsFuture},
    wasm_bindgen::{JsCast, JsValue},
};

/// Waits.
pub async fn pause(duration: Duration) {
    let timer = Timer::new(duration);
    // The promise is only ever kept.
    let _ = JsFuture::from(timer.promise.clone()).await;
}

/// What the work answers, or nothing if it takes longer.
pub async fn limited<T>(within: Duration, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, timer) = (pin!(work), Timer::new(within));
    let mut end = pin!(JsFuture::from(timer.promise.clone()));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending => end.as_mut().poll(context).map(|_| None),
    })
    .await
}

/// A promise that is kept after a time, or as soon as nobody waits for it: what waits for a promise is only freed when it is kept.
struct Timer {
    promise: Promise,
    id: JsValue,
    keep: Option<Function>,
}

impl Timer {
    fn new(within: Duration) -> Self {
        let milliseconds = JsValue::from(u32::try_from(within.as_millis()).unwrap_or(u32::MAX));
        let (mut id, mut keep) = (JsValue::UNDEFINED, None);
        let promise = Promise::new(&mut |resolve, _reject| {
            let set = function("setTimeout").and_then(|set| set.call2(&js_sys::global(), &resolve, &milliseconds).ok());
            id = set.unwrap_or_default();
            keep = Some(resolve);
        });
        Self { promise, id, keep }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A timer that has fired is cleared without effect, and a promise that is kept stays so.
        let _ = function("clearTimeout").map(|clear| clear.call1(&js_sys::global(), &self.id));
        let _ = self.keep.as_ref().map(|keep| keep.call0(&JsValue::UNDEFINED));
    }
}

fn function(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?.dyn_into().ok()
}
