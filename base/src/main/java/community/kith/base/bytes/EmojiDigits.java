package community.kith.base.bytes;

import java.net.ProtocolException;
import java.util.HashMap;
import java.util.Map;

/// One emoji, that is one code point, for each byte. Source: multibase, Base256Emoji.
record EmojiDigits() implements Digits {
    private static final int[] EMOJI = """
            🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍\
            😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌\
            😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳\
            😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝\
            😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁\
            😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶\
            🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎\
            💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂\
            """.codePoints().toArray();
    private static final Map<Integer, Integer> BYTES = bytesByEmoji();

    @Override
    public String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 * bytes.length);
        for (byte b : bytes) {
            text.appendCodePoint(EMOJI[b & 0xff]);
        }
        return text.toString();
    }

    @Override
    public byte[] decode(String text) throws ProtocolException {
        int[] points = text.codePoints().toArray();
        byte[] bytes = new byte[points.length];
        for (int i = 0; i < points.length; i++) {
            Integer value = BYTES.get(points[i]);
            if (value == null) {
                throw new ProtocolException("U+%04X is not a digit of this base".formatted(points[i]));
            }
            bytes[i] = value.byteValue();
        }
        return bytes;
    }

    private static Map<Integer, Integer> bytesByEmoji() {
        Map<Integer, Integer> bytes = HashMap.newHashMap(EMOJI.length);
        for (int i = 0; i < EMOJI.length; i++) {
            bytes.put(EMOJI[i], i);
        }
        return bytes;
    }
}
