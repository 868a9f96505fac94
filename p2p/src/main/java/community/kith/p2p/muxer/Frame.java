package community.kith.p2p.muxer;

/// The twelve bytes before every yamux frame: version 0, type, flags, stream, length (libp2p specs, `yamux/README.md`).
final class Frame {
    static final int HEADER_BYTES = 12;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    static final int NORMAL_END = 0;
    static final int PROTOCOL_ERROR = 1;

    /// The stream number of frames that concern the whole session.
    static final int SESSION = 0;

    /// What every stream may send before it hears of more.
    static final int INITIAL_WINDOW = 256 * 1024;

    private Frame() {}

    static byte[] header(int type, int flags, int stream, int length) {
        byte[] header = new byte[HEADER_BYTES];
        header[1] = (byte) type;
        header[2] = (byte) (flags >>> 8);
        header[3] = (byte) flags;
        putInt(header, 4, stream);
        putInt(header, 8, length);
        return header;
    }

    private static void putInt(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }

    static int getInt(byte[] from, int at) {
        return (from[at] & 0xff) << 24
                | (from[at + 1] & 0xff) << 16
                | (from[at + 2] & 0xff) << 8
                | (from[at + 3] & 0xff);
    }
}
