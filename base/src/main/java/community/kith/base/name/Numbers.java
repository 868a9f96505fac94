package community.kith.base.name;

import java.net.ProtocolException;

/// Decimal numbers in an address: digits only, no sign, no leading zero.
final class Numbers {
    private Numbers() {}

    static int parse(String text, int max) throws ProtocolException {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (text.length() > 1 && text.startsWith("0")) || Integer.parseInt(text) > max) {
            throw new ProtocolException("not a number from 0 to " + max);
        }
        return Integer.parseInt(text);
    }
}
