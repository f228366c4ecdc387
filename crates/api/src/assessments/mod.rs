//! «Hva er viktig for deg?» (§ 3): drafts, completion, corrections.

mod complete;
mod create;
mod edit;
mod get;
mod list;
mod own_template;
mod template;
mod template_view;
mod update;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(template::handler)
        .service(own_template::list)
        .service(own_template::for_all)
        .service(own_template::for_unit)
        .service(list::handler)
        .service(edit::edit)
        .service(edit::versions)
        .service(create::handler)
        .service(complete::handler)
        .service(update::handler)
        .service(get::handler);
}
