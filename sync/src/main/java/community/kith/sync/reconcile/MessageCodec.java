package community.kith.sync.reconcile;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Messages as values of DAG-CBOR, see `docs/spec/log-sync.md`.
public final class MessageCodec {
    /// What the encoding of a message never exceeds.
    public static final int MAX_BYTES = 512 * 1024;

    private MessageCodec() {}

    public static Ipld write(Message message) {
        return switch (message) {
            case Message.Hello hello ->
                named("hello")
                        .put("random", hello.random().bytes())
                        .put(
                                "scopes",
                                Ipld.list(hello.scopes().stream().map(Ipld::of).toList()))
                        .build();
            case Message.Ranges ranges ->
                named("ranges")
                        .putIfPresent("of", ranges.of().map(LogId::bytes))
                        .put("spans", SpanCodec.write(ranges.spans()))
                        .build();
            case Message.Tell tell ->
                named("tell")
                        .put("states", states(tell.states()))
                        .put("ids", ids(tell.unknown()))
                        .build();
            case Message.Told told ->
                named("told").put("states", states(told.states())).build();
            case Message.Pull pull ->
                named("pull").put("logs", since(pull.since())).build();
            case Message.PullSome some ->
                named("some")
                        .put("log", some.log().bytes())
                        .put("ids", ids(some.ids()))
                        .build();
            case Message.Batch batch ->
                named("batch")
                        .put("entries", Ipld.list(batch.entries()))
                        .put("done", batch.done())
                        .build();
            case Message.Push push ->
                named("push").put("entries", Ipld.list(push.entries())).build();
            case Message.Got got -> named("got").build();
        };
    }

    /// @throws ProtocolException when it is no message, or beyond any bound
    public static Message read(Ipld value) throws ProtocolException {
        FieldReader fields = new FieldReader(value, "message");
        Message message = switch (fields.text("t", 8)) {
            case "hello" ->
                new Message.Hello(new Id.Half(fields.bytesOf("random", IdSet.FINGERPRINT_BYTES)), scopes(fields));
            case "ranges" -> new Message.Ranges(optionalLog(fields), SpanCodec.read(fields.any("spans")));
            case "tell" -> new Message.Tell(states(fields), ids(fields));
            case "told" -> new Message.Told(states(fields));
            case "pull" -> new Message.Pull(since(fields));
            case "some" -> new Message.PullSome(log(fields, "log"), ids(fields));
            case "batch" -> new Message.Batch(entries(fields), (int) fields.integer("done", 0, Conversation.MAX_NAMED));
            case "push" -> new Message.Push(entries(fields));
            case "got" -> new Message.Got();
            default -> throw new ProtocolException("a message of an unknown kind");
        };
        fields.end();
        return message;
    }

    private static FieldsBuilder named(String kind) {
        return Ipld.fields().put("t", kind);
    }

    private static Ipld ids(Collection<Id> ids) {
        return Ipld.list(ids.stream().map(id -> new Ipld.Bin(id.bytes())).toList());
    }

    private static List<Id> ids(FieldReader fields) throws ProtocolException {
        List<Id> ids = new ArrayList<>();
        for (Ipld item : fields.items("ids", Conversation.MAX_NAMED)) {
            ids.add(id(item));
        }
        return ids;
    }

    static Id id(Ipld item) throws ProtocolException {
        if (!(item instanceof Ipld.Bin bin) || bin.bytes().length != Id.BYTES) {
            throw new ProtocolException("an id that is not 32 bytes");
        }
        return Id.of(bin.bytes());
    }

    private static Ipld states(List<State> states) {
        return Ipld.list(states.stream().map(MessageCodec::state).toList());
    }

    private static Ipld state(State state) {
        return Ipld.fields()
                .put("log", state.log().bytes())
                .put("at", state.position())
                .putIfPresent("head", state.head())
                .putIfPresent("more", state.beyond().map(Id::bytes))
                .build();
    }

    private static List<State> states(FieldReader fields) throws ProtocolException {
        List<State> states = new ArrayList<>();
        for (Ipld item : fields.items("states", 2 * Conversation.MAX_NAMED)) {
            FieldReader state = new FieldReader(item, "state");
            LogId log = log(state, "log");
            long position = state.integer("at", 0, Entry.MAX_SEQUENCE);
            Optional<Cid> head = state.optionalLink("head");
            Optional<byte[]> beyond = state.optionalBytes("more", Id.BYTES);
            state.end();
            if (head.isPresent() == (position == 0)
                    || beyond.filter(more -> more.length != Id.BYTES).isPresent()) {
                throw new ProtocolException("a state that cannot be");
            }
            states.add(new State(log, position, head, beyond.map(Id::of)));
        }
        return states;
    }

    private static Ipld since(List<Since> logs) {
        return Ipld.list(logs.stream()
                .map(since -> Ipld.fields()
                        .put("log", since.log().bytes())
                        .put("after", since.after())
                        .build())
                .toList());
    }

    private static List<Since> since(FieldReader fields) throws ProtocolException {
        List<Since> logs = new ArrayList<>();
        for (Ipld item : fields.items("logs", Conversation.MAX_NAMED)) {
            FieldReader since = new FieldReader(item, "since");
            logs.add(new Since(log(since, "log"), since.integer("after", 0, Entry.MAX_SEQUENCE)));
            since.end();
        }
        return logs;
    }

    private static SortedSet<String> scopes(FieldReader fields) throws ProtocolException {
        SortedSet<String> scopes = new TreeSet<>();
        for (Ipld item : fields.items("scopes", Conversation.MAX_SCOPES)) {
            if (!(item instanceof Ipld.Text text) || text.value().length() > Conversation.MAX_SCOPE_CHARACTERS) {
                throw new ProtocolException("a scope that is no name");
            }
            scopes.add(text.value());
        }
        return scopes;
    }

    private static List<Ipld.Bin> entries(FieldReader fields) throws ProtocolException {
        List<Ipld.Bin> entries = new ArrayList<>();
        for (Ipld item : fields.items("entries", Batch.MAX_ENTRIES)) {
            if (!(item instanceof Ipld.Bin bin) || bin.bytes().length > Entry.MAX_BYTES) {
                throw new ProtocolException("an entry that is none");
            }
            entries.add(bin);
        }
        return entries;
    }

    private static Optional<LogId> optionalLog(FieldReader fields) throws ProtocolException {
        return fields.has("of") ? Optional.of(log(fields, "of")) : Optional.empty();
    }

    private static LogId log(FieldReader fields, String name) throws ProtocolException {
        return LogId.of(fields.bytesOf(name, LogId.BYTES));
    }
}
