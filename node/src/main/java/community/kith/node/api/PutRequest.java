package community.kith.node.api;

import java.util.List;

/// How content shall be kept.
///
/// @param name what people see in lists; empty to take the source's own
/// @param reach one of `private`, `invited`, `local`, `neighborhood`, `municipal`, `bioregional`, `commons`
/// @param to names or DIDs of the people it is for, with reach `invited`
/// @param holders who may keep shards of it
/// @param until when [Kith#put] returns
/// @param profile how it is coded: `rs-4-7` or `rs-3-10`; empty to let it follow from what holders are measured to be
public record PutRequest(String name, String reach, List<String> to, Holders holders, Wait until, String profile) {
    public PutRequest {
        to = List.copyOf(to);
    }

    /// A request without a profile.
    public PutRequest(String name, String reach, List<String> to, Holders holders, Wait until) {
        this(name, reach, to, holders, until, "");
    }

    public enum Holders {
        /// What the reach allows by default.
        BY_REACH,
        /// Nobody but devices of mine.
        ONLY_MY_DEVICES
    }

    public enum Wait {
        FOR_ACCEPTED,
        FOR_DURABLE
    }
}
