//! What is on lists beside visits (R-WL-1), and going along to a colleague's visit (R-WL-12).

mod create;
mod remove;
mod view;

pub(crate) use view::WorkView;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(create::handler).service(remove::handler);
}
