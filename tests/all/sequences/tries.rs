//! What somebody may try, in any order.

use proptest::prelude::*;

/// Something somebody tries. Numbers choose among what there is.
#[derive(Debug, Clone)]
pub(super) enum Try {
    Begin {
        citizen: usize,
        from: u8,
        replaces: Option<usize>,
    },
    Edit {
        vedtak: usize,
    },
    Submit {
        vedtak: usize,
    },
    Return {
        vedtak: usize,
    },
    Sign {
        vedtak: usize,
        who: usize,
    },
    End {
        vedtak: usize,
        who: usize,
        day: u8,
    },
    Withdraw {
        vedtak: usize,
    },
    Delegate {
        who: usize,
        days: u8,
    },
    EndDelegation {
        link: usize,
    },
    Appeal {
        vedtak: usize,
    },
    Step {
        appeal: usize,
        state: usize,
    },
    Wait {
        hours: u8,
    },
}

pub(super) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let small = || 0..6_usize;
    let one = prop_oneof![
        3 => (0..2_usize, 0..40_u8, proptest::option::of(small()))
            .prop_map(|(citizen, from, replaces)| Try::Begin { citizen, from, replaces }),
        1 => small().prop_map(|vedtak| Try::Edit { vedtak }),
        4 => small().prop_map(|vedtak| Try::Submit { vedtak }),
        1 => small().prop_map(|vedtak| Try::Return { vedtak }),
        6 => (small(), 0..3_usize).prop_map(|(vedtak, who)| Try::Sign { vedtak, who }),
        1 => (small(), 0..3_usize, 0..40_u8).prop_map(|(vedtak, who, day)| Try::End { vedtak, who, day }),
        1 => small().prop_map(|vedtak| Try::Withdraw { vedtak }),
        3 => (0..3_usize, 0..4_u8).prop_map(|(who, days)| Try::Delegate { who, days }),
        1 => small().prop_map(|link| Try::EndDelegation { link }),
        2 => small().prop_map(|vedtak| Try::Appeal { vedtak }),
        2 => (small(), 0..4_usize).prop_map(|(appeal, state)| Try::Step { appeal, state }),
        1 => (1..40_u8).prop_map(|hours| Try::Wait { hours }),
    ];
    proptest::collection::vec(one, 12..30)
}
