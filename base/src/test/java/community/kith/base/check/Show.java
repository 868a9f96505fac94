package community.kith.base.check;

import java.util.HexFormat;

/// Values in messages: bytes in hexadecimal, nothing endless.
final class Show {
    private static final int MAX_CHARS = 1000;

    private Show() {}

    static String value(Object value) {
        String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
    }
}
