//! Sale and sharing: the stance against what recipients get.

mod ad_network_as_service_provider;
mod ad_sharing_denied_yet_done;
mod cookie_banner_sole_opt_out;
mod no_sale_beside_advertising;
mod opt_out_of_nothing;
mod partner_marketing_without_opt_out;
mod sale_denied_yet_declared;
mod sale_denied_yet_paid_for;
mod sale_without_opt_out;
mod service_provider_without_contract;
mod sold_yet_not_collected;

use crate::analysis::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &ad_network_as_service_provider::RULE,
    &ad_sharing_denied_yet_done::RULE,
    &cookie_banner_sole_opt_out::RULE,
    &no_sale_beside_advertising::RULE,
    &opt_out_of_nothing::RULE,
    &partner_marketing_without_opt_out::RULE,
    &sale_denied_yet_declared::RULE,
    &sale_denied_yet_paid_for::RULE,
    &sale_without_opt_out::RULE,
    &service_provider_without_contract::RULE,
    &sold_yet_not_collected::RULE,
];
