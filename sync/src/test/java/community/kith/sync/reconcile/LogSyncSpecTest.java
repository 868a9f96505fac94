package community.kith.sync.reconcile;

import community.kith.base.bytes.DagCbor;
import community.kith.base.crypto.Sha256;
import community.kith.sync.SpecPage;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Diary;
import community.kith.sync.log.Entry;
import community.kith.sync.log.MemoryEntries;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What `docs/spec/log-sync.md` says is what the code does.
class LogSyncSpecTest {
    @Test
    void vectors() throws IOException {
        Diary diary = Diary.numbered(0x81);
        diary.write("hello");
        diary.write("again", 7, Diary.NOW);
        MemoryEntries entries = new MemoryEntries();
        diary.entries().forEach(new Admission(entries)::received);
        byte[] salt = Sha256.of(sixteen(1), sixteen(2));
        State state = State.of(entries, diary.log());
        IdSet<State> states = IdSet.of(salt, List.of(state), State::name);
        IdSet<Entry> both = IdSet.of(salt, diary.entries(), entry -> entry.id().digest());

        SpecPage page = SpecPage.read("spec/log-sync.md");
        page.hasRow("the state's name", hex(state.name()));
        page.hasRow("the state's id", hex(states.id(0).bytes()));
        page.hasRow("fingerprint of its two entries", hex(both.fingerprint(0, 2)));
        page.hasRow("pull of it after 1", hex(new Message.Pull(List.of(new Since(diary.log(), 1)))));
        page.hasRow(
                "hello for the scope `village`",
                hex(new Message.Hello(new Id.Half(sixteen(1)), new TreeSet<>(List.of("village")))));
    }

    private static byte[] sixteen(int octet) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private static String hex(Message message) {
        return hex(DagCbor.encode(MessageCodec.write(message)));
    }

    private static String hex(byte[] bytes) {
        return "`" + HexFormat.of().formatHex(bytes) + "`";
    }
}
