package community.kith.bench.log;

import community.kith.base.bytes.DagCbor;
import community.kith.sync.log.Admission;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import community.kith.sync.reconcile.Answering;
import community.kith.sync.reconcile.Asking;
import community.kith.sync.reconcile.Message;
import community.kith.sync.reconcile.MessageCodec;
import community.kith.sync.reconcile.Scopes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Two sets of entries brought in step over a TCP connection on this computer.
final class Wire {
    private static final String SCOPE = "village";

    private Wire() {}

    /// @return how many questions it took
    static int bringInStep(Entries asking, Entries answering, LogId me) throws IOException, InterruptedException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.ofVirtual().start(() -> serve(door, answering));
            try (Socket line = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
                return ask(line, asking, me);
            } finally {
                server.join();
            }
        }
    }

    private static int ask(Socket line, Entries entries, LogId me) throws IOException, InterruptedException {
        line.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(line.getInputStream());
        OutputStream out = line.getOutputStream();
        Asking asking = new Asking(entries, new Whole(entries), me, new byte[16]);
        Optional<Message> question = Optional.of(asking.begin());
        int questions = 0;
        while (question.isPresent()) {
            DagCbor.write(out, MessageCodec.write(question.get()));
            Asking.Turn turn = asking.hear(MessageCodec.read(DagCbor.read(in, MessageCodec.MAX_BYTES)));
            admit(entries, turn.received());
            question = turn.question();
            questions++;
        }
        return questions;
    }

    private static void serve(ServerSocket door, Entries entries) {
        try (Socket line = door.accept()) {
            line.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(line.getInputStream());
            Answering answering = new Answering(entries, new Whole(entries), new byte[16]);
            while (true) {
                Answering.Reply reply = answering.answer(MessageCodec.read(DagCbor.read(in, MessageCodec.MAX_BYTES)));
                admit(entries, reply.received());
                DagCbor.write(line.getOutputStream(), MessageCodec.write(reply.answer()));
            }
        } catch (EOFException e) {
            // the asker is done
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void admit(Entries entries, List<ReceivedEntry> received) throws InterruptedException {
        Admission admission = new Admission(entries);
        for (Entry entry : Batches.verified(received)) {
            admission.received(entry);
        }
    }

    /// Everything is shared.
    private record Whole(Entries entries) implements Scopes {
        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(List.of(SCOPE));
        }

        @Override
        public SortedSet<LogId> logs(String scope) {
            return new TreeSet<>(entries.states().keySet());
        }

        @Override
        public boolean welcomes(LogId unknown) {
            return true;
        }
    }
}
