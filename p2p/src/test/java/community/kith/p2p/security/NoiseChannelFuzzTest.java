package community.kith.p2p.security;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.p2p.contract.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NoiseChannelFuzzTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] NO_HEAD = {};

    private static NoiseChannel over(InputStream in, OutputStream out) {
        return new NoiseChannel(new Handshake.Wire(in, out, in), new CipherState(KEY), new CipherState(KEY));
    }

    @Tag("fuzz")
    @Test
    void refusesDamageAndNothingWorse() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        NoiseChannel sender = over(InputStream.nullInputStream(), wire);
        byte[] said = new byte[300];
        for (int i = 0; i < 3; i++) {
            sender.write(NO_HEAD, said, 0, said.length);
        }
        sender.flush();

        Fuzz.damage(61, wire.toByteArray(), bytes -> {
            NoiseChannel receiver = over(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
            byte[] heard = receiver.in().readAllBytes();
            assertThat(heard).isEqualTo(new byte[heard.length]);
            assertThat(heard.length % said.length).isZero();
        });
    }
}
