package community.kith.sync.reconcile;

import community.kith.sync.log.Entries;
import community.kith.sync.log.LogId;
import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The side that begins and leads: it learns in which logs the two differ, then brings each of them in step, both ways.
/// What is short and
/// new comes first, what takes long last, and what cannot be had holds up nothing. One thread's.
public final class Asking {
    private final Entries entries;
    private final Scopes scopes;
    private final Message.Hello hello;
    private final LogId me;
    private final Deque<Task> tasks = new ArrayDeque<>();
    private @Nullable Conversation conversation;
    private @Nullable Task current;

    /// @param me this device's log, which is brought first
    /// @param random 16 unpredictable bytes
    public Asking(Entries entries, Scopes scopes, LogId me, byte[] random) {
        this.entries = entries;
        this.scopes = scopes;
        this.me = me;
        this.hello = new Message.Hello(new Id.Half(random), scopes.names());
    }

    /// What came of an answer.
    ///
    /// @param question what to ask next; none at the end
    /// @param received entries to be verified and admitted before the next answer is heard
    public record Turn(Optional<Message> question, List<ReceivedEntry> received) {}

    public Message begin() {
        return hello;
    }

    public Turn hear(Message answer) throws ProtocolException {
        List<ReceivedEntry> received = List.of();
        if (conversation == null) {
            greeted(answer);
        } else if (current != null) {
            received = current.hear(answer);
        }
        Optional<Task> next =
                Optional.ofNullable(current).filter(Task::goesOn).or(() -> Optional.ofNullable(tasks.poll()));
        current = next.orElse(null);
        return new Turn(next.isPresent() ? Optional.of(next.get().question()) : Optional.empty(), received);
    }

    private void greeted(Message answer) throws ProtocolException {
        if (!(answer instanceof Message.Hello theirs) || !hello.scopes().containsAll(theirs.scopes())) {
            throw new ProtocolException("a greeting was not answered");
        }
        conversation = new Conversation(entries, scopes, hello, theirs);
        tasks.add(new FindLogs(conversation, conversation.states()));
    }

    /// Finds the logs that differ.
    private final class FindLogs implements Task {
        private final Conversation talk;
        private final Rounds<State> rounds;

        FindLogs(Conversation talk, IdSet<State> states) {
            this.talk = talk;
            this.rounds = new Rounds<>(Optional.empty(), states);
        }

        @Override
        public Message question() {
            return rounds.question();
        }

        @Override
        public List<ReceivedEntry> hear(Message answer) throws ProtocolException {
            rounds.hear(answer);
            if (!rounds.goesOn()) {
                compareStates();
            }
            return List.of();
        }

        private void compareStates() {
            List<State> here = new ArrayList<>(rounds.found().onlyHere());
            List<Id> there = new ArrayList<>(rounds.found().onlyThere());
            int at = 0;
            while (at < here.size() || at < there.size()) {
                int end = at + Conversation.MAX_NAMED / 2;
                tasks.add(new Compare(
                        talk,
                        here.subList(Math.min(at, here.size()), Math.min(end, here.size())),
                        there.subList(Math.min(at, there.size()), Math.min(end, there.size()))));
                at = end;
            }
        }

        @Override
        public boolean goesOn() {
            return rounds.goesOn();
        }
    }

    /// Hears how some logs stand on the other side, and plans what to do about each.
    private final class Compare implements Task {
        private final Conversation talk;
        private final List<State> here;
        private final List<Id> there;

        Compare(Conversation talk, List<State> here, List<Id> there) {
            this.talk = talk;
            this.here = here;
            this.there = there;
        }

        @Override
        public Message question() {
            return new Message.Tell(here, there);
        }

        @Override
        public List<ReceivedEntry> hear(Message answer) throws ProtocolException {
            if (!(answer instanceof Message.Told told) || told.states().size() > here.size() + there.size()) {
                throw new ProtocolException("states were not answered by states");
            }
            List<State> theirs = told.states().stream()
                    .filter(state -> talk.welcomes(state.log()))
                    .sorted(Comparator.comparingLong(this::missing))
                    .toList();
            Plan plan = new Plan(talk);
            theirs.forEach(plan::add);
            tasks.addAll(plan.tasks());
            return List.of();
        }

        private long missing(State theirs) {
            State ours = talk.state(theirs.log());
            return Math.abs(theirs.position() - ours.position());
        }

        @Override
        public boolean goesOn() {
            return false;
        }
    }

    /// What to do about logs that differ, the shortest way to news first: what this device wrote, what the other side
    /// has more of, what it
    /// lacks, and at last what has to be gone through entry by entry.
    private final class Plan {
        private final Conversation talk;
        private final Brought own = new Brought(entries);
        private final Brought others = new Brought(entries);
        private final Fetched fetched;
        private final List<Task> details = new ArrayList<>();

        Plan(Conversation talk) {
            this.talk = talk;
            this.fetched = new Fetched(talk);
        }

        void add(State theirs) {
            State ours = talk.state(theirs.log());
            if (ours.equals(theirs)) {
                return;
            }
            boolean chains = ours.isWhole() && theirs.isWhole();
            if (chains && theirs.position() > ours.position()) {
                fetched.add(theirs.log(), ours.position());
            } else if (chains && talk.extendsIt(theirs)) {
                (theirs.log().equals(me) ? own : others).add(theirs.log(), theirs.position());
            } else {
                details.add(new Detail(talk, theirs.log()));
            }
        }

        List<Task> tasks() {
            List<Task> all = new ArrayList<>(List.of(own, fetched, others));
            all.removeIf(task -> !task.goesOn());
            all.addAll(details);
            return all;
        }
    }
}
