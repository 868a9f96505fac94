package community.kith.community.layer;

import java.util.Locale;

/// Something that shall go, and why.
public record Eviction(Lodger lodger, Cause cause) {
    public enum Cause {
        /// Its layer has more than its budget.
        BUDGET,
        /// Its owner has more than they were pledged.
        PLEDGE,
        /// The disk has too little left.
        DISK;

        /// The word in the ledger.
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
