package community.kith.p2p.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.contract.Fuzz;
import community.kith.p2p.protobuf.ProtoReader;
import community.kith.p2p.protobuf.ProtoWriter;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
    private final SigningKey key = SigningKey.generate(new Random(1));
    private final PeerId author = PeerId.of(key.verifyingKey());
    private final Message message = Message.signed(key, "news", 258, HELLO);

    @Test
    void readsBackWhatWasWritten() throws ProtocolException {
        Message read = Message.read(message.written());

        assertThat(read.author()).isEqualTo(author);
        assertThat(read.topic()).isEqualTo("news");
        assertThat(read.data()).isEqualTo(HELLO);
        assertThat(read.number()).isEqualTo(258);
        assertThat(read.isGenuine()).isTrue();
        assertThat(read.id()).isEqualTo(message.id());
    }

    @Test
    void isNamedByItsAuthorAndNumber() {
        byte[] name = ByteBuffer.allocate(author.bytes().length + 8)
                .put(author.bytes())
                .putLong(258)
                .array();

        assertThat(message.id()).hasToString(HexFormat.of().formatHex(name));
    }

    @Test
    void knowsItsNameInTheFormOfJsLibp2p() {
        byte[] byKey = ByteBuffer.allocate(44)
                .put(key.verifyingKey().toProtobuf())
                .putLong(258)
                .array();

        assertThat(MessageId.of(byKey)).isEqualTo(message.id());
        assertThat(MessageId.form(byKey)).isEqualTo(MessageId.Form.KEY);
        assertThat(message.id().written(MessageId.Form.KEY)).isEqualTo(byKey);
        assertThat(MessageId.of(message.id().written(MessageId.Form.AUTHOR))).isEqualTo(message.id());
    }

    @Test
    void aChangeAnywhereIsNoticed() {
        byte[] written = message.written();
        for (int i = 0; i < written.length; i++) {
            byte[] changed = written.clone();
            changed[i] ^= 1;
            try {
                assertThat(Message.read(changed).isGenuine()).as("byte %d", i).isFalse();
            } catch (ProtocolException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    @Test
    void theSignatureCoversFieldsNobodyKnows() throws ProtocolException {
        byte[] extended = Arrays.copyOf(message.written(), message.written().length + 3);
        byte[] unknown = new ProtoWriter().number(15, 7).toBytes();
        System.arraycopy(unknown, 0, extended, message.written().length, unknown.length);

        assertThat(Message.read(Arrays.copyOf(extended, message.written().length + unknown.length))
                        .isGenuine())
                .isFalse();
    }

    @Test
    void theKeyMayBeGivenAndMustBeTheAuthors() throws ProtocolException {
        SigningKey other = SigningKey.generate(new Random(2));

        assertThat(Message.read(with(key)).isGenuine()).isTrue();
        assertThat(Message.read(with(other)).isGenuine()).isFalse();
    }

    private byte[] with(SigningKey given) {
        byte[] field =
                new ProtoWriter().bytes(6, given.verifyingKey().toProtobuf()).toBytes();
        byte[] all = Arrays.copyOf(message.written(), message.written().length + field.length);
        System.arraycopy(field, 0, all, message.written().length, field.length);
        return all;
    }

    @Test
    void nothingMayBeMissing() throws ProtocolException {
        for (int missing : new int[] {1, 3, 4, 5}) {
            ProtoWriter rest = new ProtoWriter();
            ProtoReader reader = new ProtoReader("test", message.written());
            while (reader.next()) {
                if (reader.field() != missing) {
                    rest.bytes(reader.field(), reader.bytes(1000));
                }
            }
            assertThatThrownBy(() -> Message.read(rest.toBytes()))
                    .as("without field %d", missing)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() {
        Fuzz.damage(83, message.written(), MessageTest::check);
    }

    private static void check(byte[] bytes) throws IOException {
        if (!Message.read(bytes).isGenuine()) {
            throw new ProtocolException("forged");
        }
    }
}
