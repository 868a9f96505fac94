import org.jspecify.annotations.NullMarked;

/// Who people are to each other, and what follows from it.
@NullMarked
module community.kith.community {
    requires static org.jspecify;
    requires transitive community.kith.base;
    requires transitive community.kith.sync;

    exports community.kith.community.attestation;
    exports community.kith.community.authority;
    exports community.kith.community.denylist;
    exports community.kith.community.fact;
    exports community.kith.community.grant;
    exports community.kith.community.identity;
    exports community.kith.community.layer;
    exports community.kith.community.placement;
    exports community.kith.community.reach;
    exports community.kith.community.recovery;
    exports community.kith.community.revocation;
    exports community.kith.community.right;
    exports community.kith.community.trust;
}
