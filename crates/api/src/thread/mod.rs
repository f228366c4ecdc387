//! What holds a citizen's record together: the thread from what was said to what came of it, and the
//! timeline of all that happened.

mod timeline;
mod whole;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(whole::handler).service(timeline::handler);
}
