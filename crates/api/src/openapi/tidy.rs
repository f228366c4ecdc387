//! What the derived document says wrongly, put right before it is served (API-7).

use crate::problem::ProblemBody;
use std::collections::BTreeMap;
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
        path::{Operation, ParameterIn, PathItem},
        schema::{AllOf, Object, Schema},
    },
};

/// Puts the document right.
pub(super) fn tidy(mut document: OpenApi) -> OpenApi {
    flatten(&mut document);
    for item in document.paths.paths.values_mut() {
        operations(item).for_each(tell_of_bad_input);
    }
    document
}

/// A flattened view is one object. Derived, it is «all of» a body that allows no further field and of
/// further fields, which nothing can be.
fn flatten(document: &mut OpenApi) {
    let Some(components) = &mut document.components else {
        return;
    };
    let before = components.schemas.clone().into_iter().collect();
    for schema in components.schemas.values_mut() {
        if let RefOr::T(Schema::AllOf(parts)) = schema
            && let Some(whole) = merged(parts, &before)
        {
            *schema = RefOr::T(Schema::Object(whole));
        }
    }
}

type Schemas = BTreeMap<String, RefOr<Schema>>;

fn merged(parts: &AllOf, schemas: &Schemas) -> Option<Object> {
    let mut whole = Object::new();
    whole.description = parts.description.clone();
    for part in &parts.items {
        let part = object(part, schemas)?;
        whole.properties.extend(part.properties);
        whole.required.extend(part.required);
    }
    Some(whole)
}

fn object(schema: &RefOr<Schema>, schemas: &Schemas) -> Option<Object> {
    match schema {
        RefOr::Ref(Ref { ref_location, .. }) => {
            object(schemas.get(ref_location.rsplit('/').next()?)?, schemas)
        }
        RefOr::T(Schema::Object(object)) => Some(object.clone()),
        RefOr::T(Schema::AllOf(parts)) => merged(parts, schemas),
        RefOr::T(_) => None,
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

/// An unknown or unreadable part of the address is refused wherever there may be one, and a body that
/// cannot be read, or holds a text that cannot be kept, wherever there is a body.
fn tell_of_bad_input(operation: &mut Operation) {
    let takes_some = operation.parameters.iter().flatten().any(|parameter| {
        matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
    });
    let reads = operation.request_body.is_some();
    let told = [
        (reads, "400", "The body cannot be read"),
        (
            takes_some,
            "400",
            "The address has an unknown or wrong part",
        ),
        (reads, "422", "Every violated rule"),
    ];
    for (_, status, why) in told.into_iter().filter(|(applies, ..)| *applies) {
        let responses = &mut operation.responses.responses;
        let refusal = || RefOr::T(problem(why));
        responses.entry(status.to_owned()).or_insert_with(refusal);
    }
}

fn problem(why: &str) -> Response {
    let problem = Ref::from_schema_name(ProblemBody::name());
    ResponseBuilder::new()
        .description(why)
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(problem)).build(),
        )
        .build()
}
