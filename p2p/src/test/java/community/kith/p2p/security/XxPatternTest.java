package community.kith.p2p.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.p2p.contract.Fuzz;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XxPatternTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NOTHING = {};
    private static final int HANDSHAKE = 3;

    /// One message of a published conversation.
    private record Message(String payload, String ciphertext) {}

    /// A published conversation: what each end starts from, and every message that follows.
    private record Vector(
            String prologue, List<String> initiator, List<String> responder, String hash, List<Message> messages) {}

    /// cacophony's vector for Noise_XX_25519_ChaChaPoly_SHA256.
    private static final Vector PUBLISHED = new Vector(
            "4a6f686e2047616c74",
            List.of(
                    "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
                    "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a"),
            List.of(
                    "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
                    "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b"),
            "c8e5f64e846193be2a834104c2a009868d6c9f3bd3c186299888b488b2f1f58e",
            List.of(
                    new Message(
                            "4c756477696720766f6e204d69736573",
                            "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944"
                                    + "4c756477696720766f6e204d69736573"),
                    new Message(
                            "4d757272617920526f746862617264",
                            "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843"
                                    + "81cbad1f276e038c48378ffce2b65285e08d6b68aaa3629a5a8639392490e5b9"
                                    + "bd5269c2f1e4f488ed8831161f19b7815528f8982ffe09be9b5c412f8a0db50f"
                                    + "8814c7194e83f23dbd8d162c9326ad"),
                    new Message(
                            "462e20412e20486179656b",
                            "c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a8"
                                    + "0ae475b9df0f169ae80a89be0865b57f58c9fea0d4ec82a286427402f113e4b6"
                                    + "ae769a1d95941d49b25030"),
                    new Message("4361726c204d656e676572", "96763ed773f8e47bb3712f0e29b3060ffc956ffc146cee53d5e1df"),
                    new Message(
                            "4a65616e2d426170746973746520536179",
                            "3e40f15f6f3a46ae446b253bf8b1d9ffb6ed9b174d272328ff91a7e2e5c79c07f5"),
                    new Message(
                            "457567656e2042f6686d20766f6e2042617765726b",
                            "eb3f3515110702e047a6c9da4478b6ead94873c11c0f2d710ddb3f09fce024b3a58502ae3f")));

    @Test
    void speaksThePublishedConversation() throws ProtocolException {
        replay(PUBLISHED);
    }

    @Test
    @Tag("conformance")
    void speaksEveryConversationOfTheVectorsFolder() throws IOException {
        String vectors = System.getProperty("kith.vectors");
        assertThat(vectors).as("say where the vectors are: -Dkith.vectors=DIR").isNotNull();
        String json = Files.readString(Path.of(vectors, "noise", "Noise_XX_25519_ChaChaPoly_SHA256.json"));
        List<String> conversations =
                Arrays.stream(json.split("\"protocol_name\"", -1)).skip(1).toList();
        assertThat(conversations).isNotEmpty();
        for (String conversation : conversations) {
            replay(parse(conversation));
        }
    }

    private static Vector parse(String json) {
        Pattern message = Pattern.compile("\"payload\": *\"([0-9a-f]*)\",\\s*\"ciphertext\": *\"([0-9a-f]*)\"");
        List<Message> messages = message.matcher(json)
                .results()
                .map(found -> new Message(found.group(1), found.group(2)))
                .toList();
        return new Vector(
                field(json, "init_prologue"),
                List.of(field(json, "init_static"), field(json, "init_ephemeral")),
                List.of(field(json, "resp_static"), field(json, "resp_ephemeral")),
                field(json, "handshake_hash"),
                messages);
    }

    private static String field(String json, String name) {
        return Pattern.compile("\"" + name + "\": *\"([0-9a-f]*)\"")
                .matcher(json)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static XxPattern end(boolean initiator, Vector vector) {
        List<String> keys = initiator ? vector.initiator() : vector.responder();
        return new XxPattern(
                initiator,
                new X25519Key(HEX.parseHex(keys.getFirst())),
                new X25519Key(HEX.parseHex(keys.getLast())),
                HEX.parseHex(vector.prologue()));
    }

    private static void replay(Vector vector) throws ProtocolException {
        replay(vector, Aead.CHACHA_POLY);
    }

    private static void replay(Vector vector, Aead aead) throws ProtocolException {
        XxPattern initiator = end(true, vector);
        XxPattern responder = end(false, vector);
        for (int i = 0; i < HANDSHAKE; i++) {
            Message message = vector.messages().get(i);
            XxPattern sender = i % 2 == 0 ? initiator : responder;
            XxPattern receiver = i % 2 == 0 ? responder : initiator;
            byte[] payload = HEX.parseHex(message.payload());
            byte[] sent = sender.write(payload);
            assertThat(HEX.formatHex(sent)).isEqualTo(message.ciphertext());
            assertThat(receiver.read(sent)).isEqualTo(payload);
        }
        assertThat(HEX.formatHex(initiator.handshakeHash())).isEqualTo(vector.hash());
        assertThat(HEX.formatHex(responder.handshakeHash())).isEqualTo(vector.hash());
        CipherState[] ours = initiator.split(aead);
        CipherState[] theirs = responder.split(aead);
        for (int i = HANDSHAKE; i < vector.messages().size(); i++) {
            boolean fromInitiator = i % 2 == 0;
            exchange(
                    vector.messages().get(i), fromInitiator ? ours[0] : theirs[0], fromInitiator ? theirs[1] : ours[1]);
        }
    }

    private static void exchange(Message message, CipherState sealer, CipherState opener) throws ProtocolException {
        byte[] payload = HEX.parseHex(message.payload());
        byte[] sealed = new byte[payload.length + CipherState.TAG_BYTES];
        sealer.seal(NOTHING, payload, sealed, 0);
        assertThat(HEX.formatHex(sealed)).isEqualTo(message.ciphertext());
        byte[] opened = new byte[payload.length];
        opener.open(NOTHING, sealed, 0, sealed.length, opened, 0);
        assertThat(opened).isEqualTo(payload);
    }

    /// The same handshake, and the vectors of docs/spec/libp2p.md, made with Python's `cryptography`.
    @Test
    void goesOnInAesWhereBothAskForIt() throws ProtocolException {
        List<String> sealedInAes = List.of(
                "6b049b92898642cf8915437cedacff7321cebd5c673939c4a30d61",
                "095b5de2f13438d55ee4eaedf0b2a436082b28843866e2f06cc9e9de9d4368583c",
                "38e12178f72b30948a8b6c33696ba0c15cbbec878320a9231a1e17211d04f7302a80e1ab06");
        List<Message> messages = new ArrayList<>(PUBLISHED.messages().subList(0, HANDSHAKE));
        for (int i = 0; i < sealedInAes.size(); i++) {
            messages.add(new Message(PUBLISHED.messages().get(HANDSHAKE + i).payload(), sealedInAes.get(i)));
        }

        replay(
                new Vector(
                        PUBLISHED.prologue(), PUBLISHED.initiator(), PUBLISHED.responder(), PUBLISHED.hash(), messages),
                Aead.AES_GCM);
    }

    /// The initiator's key of that conversation, used up after two messages; the same source.
    @Test
    void makesTheNextKeyWhenOneIsUsedUp() throws ProtocolException {
        byte[] key = HEX.parseHex("3062fff068d0abd171b4b4603c5b7633bf5ee4e79da311370c2eba7f1ed6c69a");
        byte[] payload = HEX.parseHex("4a65616e2d426170746973746520536179");
        CipherState sealer = new CipherState(key, Aead.AES_GCM, 2);
        CipherState opener = new CipherState(key, Aead.AES_GCM, 2);
        byte[] sent = new byte[payload.length + CipherState.TAG_BYTES];
        byte[] opened = new byte[payload.length];

        for (int i = 0; i < 7; i++) {
            sealer.seal(NOTHING, payload, sent, 0);
            if (i == 2) {
                assertThat(HEX.formatHex(sent))
                        .isEqualTo("4d30944eb4e86bdcfb2004a1881e9cd54d1b163b73de88b5e38d8d243aaa09d487");
            }
            opener.open(NOTHING, sent, 0, sent.length, opened, 0);
            assertThat(opened).isEqualTo(payload);
        }
    }

    @Test
    void refusesAKeyOfLowOrder() throws ProtocolException {
        XxPattern responder = end(false, PUBLISHED);
        responder.read(new byte[X25519Key.BYTES]);

        assertThatThrownBy(() -> responder.write(NOTHING)).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void refusesDamagedMessagesAndNothingWorse() throws ProtocolException {
        byte[] second = HEX.parseHex(PUBLISHED.messages().get(1).ciphertext());

        Fuzz.damage(11, second, bytes -> {
            XxPattern initiator = end(true, PUBLISHED);
            initiator.write(HEX.parseHex(PUBLISHED.messages().getFirst().payload()));
            initiator.read(bytes);
        });
    }

    @ParameterizedTest
    @EnumSource(Aead.class)
    void sealsAHeadAndABodyAsOneMessage(Aead aead) throws ProtocolException {
        byte[] key = new byte[32];
        byte[] body = new byte[5000];
        new Random(3).nextBytes(body);
        byte[] head = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        byte[] out = new byte[head.length + 4000 + CipherState.TAG_BYTES];

        int sealed = new CipherState(key, aead).seal(NOTHING, head, body, 500, 4000, out, 0);

        byte[] opened = new byte[out.length];
        int plain = new CipherState(key, aead).open(NOTHING, out, 0, sealed, opened, 0);
        assertThat(plain).isEqualTo(head.length + 4000);
        assertThat(Arrays.copyOf(opened, head.length)).isEqualTo(head);
        assertThat(Arrays.copyOfRange(opened, head.length, plain)).isEqualTo(Arrays.copyOfRange(body, 500, 4500));
    }
}
