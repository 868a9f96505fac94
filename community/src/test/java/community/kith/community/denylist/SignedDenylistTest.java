package community.kith.community.denylist;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

public class SignedDenylistTest {
    SignedDenylistTest() {}

    /// The list in `docs/spec/denylist.md`.
    public static SignedDenylist example() {
        return sign(
                1_795_262_400,
                List.of(
                        Entry.of("advertising, sent to everybody", List.of(cid("one"), cid("two"))),
                        Entry.of("stolen: see https://example.org/42", List.of(cid("three")))));
    }

    @Test
    void comesBackAsItWasSigned() throws ProtocolException {
        SignedDenylist list = SignedDenylist.parse(example().bytes());
        assertThat(list).isEqualTo(example());
        assertThat(list.verify(NOW).isAllowed()).isTrue();
        assertThat(list.publisher()).isEqualTo(ADA.did());
        assertThat(list.blobs()).isEqualTo(3);
    }

    @Test
    void isNotBelievedWhenAnythingWasChangedOrSomebodyElseSigned() throws ProtocolException {
        byte[] bytes = example().bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            assertThat(believed(changed)).as("byte " + at).isFalse();
        }
        SignedDenylist forged =
                SignedDenylist.sign(BEN.deviceKey(), ADA.device().delegation(), "spam", 8, NOW, List.of());
        assertThat(forged.verify(NOW).isAllowed()).isFalse();
        assertThat(example().verify(NOW.minusSeconds(86_400)).isAllowed()).isFalse();
    }

    private static boolean believed(byte[] bytes) {
        try {
            return SignedDenylist.parse(bytes).verify(NOW).isAllowed();
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void refusesWhatIsOutOfBoundsBeforeItCostsMemory() {
        assertThatThrownBy(() -> SignedDenylist.parse(new byte[SignedDenylist.MAX_BYTES + 1]))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> sign(1, List.of(new Entry("x", new byte[32 * (SignedDenylist.MAX_BLOBS + 1)]))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Entry("x", new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Entry(" ", new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Entry("two\nlines", new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedDenylist.requireName("Spam list")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theIndexFindsWhatIsInItAndNothingElse() {
        SplittableRandom random = new SplittableRandom(3);
        List<Entry> entries = new ArrayList<>();
        List<Cid> all = new ArrayList<>();
        byte[] twin = new byte[32];
        for (int i = 0; i < 300; i++) {
            List<Cid> cids = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(20); j++) {
                byte[] digest = new byte[32];
                random.nextBytes(digest);
                if (random.nextInt(10) == 0) {
                    // The same beginning as others: told apart by the rest.
                    System.arraycopy(twin, 0, digest, 0, 8);
                }
                cids.add(Cid.raw(digest));
            }
            entries.add(Entry.of("reason " + i, cids));
            all.addAll(cids);
        }
        DenylistIndex index = new DenylistIndex(sign(1, entries));
        for (Entry entry : entries) {
            for (int i = 0; i < entry.size(); i++) {
                assertThat(index.find(entry.cid(i))).contains(entry);
            }
        }
        assertThat(index.find(Cid.of(Cid.DAG_CBOR, all.getFirst().hash()))).isPresent();
        for (int i = 0; i < 1000; i++) {
            byte[] digest = all.get(random.nextInt(all.size())).digest();
            digest[8 + random.nextInt(24)] ^= 1;
            assertThat(index.find(Cid.raw(digest))).isEqualTo(Optional.empty());
        }
        assertThat(new DenylistIndex(sign(1, List.of())).find(all.getFirst())).isEmpty();
    }

    @Test
    void anEntryNamesEachBlobOnceTheFirstStandingForIt() {
        Entry entry = Entry.of("why", List.of(cid("b"), cid("a"), cid("b")));
        assertThat(entry.size()).isEqualTo(2);
        assertThat(entry.head()).isEqualTo(cid("b"));
        assertThat(Arrays.copyOf(entry.digests(), 32)).isEqualTo(cid("b").digest());
    }

    private static SignedDenylist sign(long sequence, List<Entry> entries) {
        return SignedDenylist.sign(ADA.deviceKey(), ADA.device().delegation(), "spam", sequence, NOW, entries);
    }

    private static Cid cid(String content) {
        return Cid.ofRaw(content.getBytes(StandardCharsets.UTF_8));
    }
}
