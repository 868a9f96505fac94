package community.kith.base.bytes;

/// The numbers in CBOR's heads that DAG-CBOR uses. Source: RFC 8949, section 3.
final class Cbor {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int LIST = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int NULL = 22;
    static final int DOUBLE = 27;

    static final long TAG_CID = 42;

    private Cbor() {}
}
