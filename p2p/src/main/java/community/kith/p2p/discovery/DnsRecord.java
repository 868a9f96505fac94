package community.kith.p2p.discovery;

import java.util.List;

/// One thing that DNS says about a name. Names are written with dots, in lower case.
///
/// @param timeToLive in seconds; 0 takes the record back
record DnsRecord(String name, long timeToLive, Data data) {
    /// What is said, as far as it matters to us.
    sealed interface Data {}

    /// PTR: another name.
    record Pointer(String target) implements Data {}

    /// TXT: some strings of bytes, each of at most 255.
    record Text(List<byte[]> strings) implements Data {
        Text {
            strings = List.copyOf(strings);
        }
    }

    /// Whatever else there is, passed over.
    record Other(int type) implements Data {}
}
