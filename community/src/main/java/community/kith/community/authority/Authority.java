package community.kith.community.authority;

import community.kith.base.name.Did;
import community.kith.community.trust.TrustGraph;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// May X do Y with Z? One model for all of Kith: it follows from bonds, from the reach and availability that an owner
/// chose, and from what the owner let somebody do.
public final class Authority {
    /// In OpenFGA's language, so that other tools can be asked as well. Described in `docs/spec/authority.md`.
    public static final String MODEL_TEXT = """
            model
              schema 1.1

            type person
              relations
                define bonded: [person]
                define kin: [person]
                define within2: bonded or bonded from bonded
                define within3: within2 or within2 from bonded
                define within4: within3 or within3 from bonded

            type content
              relations
                define owner: [person]
                define audience: [person, person:*, person#kin, person#within2, person#within3, person#within4]
                define keeper: [person:*, person#kin, person#bonded]
                define given_read: [person with in_time]
                define given_write: [person with in_time]
                define given_hold: [person with in_time]
                define given_audit: [person with in_time]
                define given_repair: [person with in_time]
                define given_steward: [person with in_time]
                define reader: owner or audience or given_read or given_write
                define writer: owner or given_write
                define holder: owner or keeper or given_hold
                define steward: owner or given_steward
                define repairer: given_repair or steward
                define auditor: given_audit or repairer

            condition in_time(now: timestamp, until: timestamp) {
              now < until
            }
            """;

    private static final Model MODEL = Model.parse(MODEL_TEXT);

    private final TrustGraph people;

    /// @param people the bonds that count, verified and not ended
    public Authority(TrustGraph people) {
        this.people = people;
    }

    /// The answer at that time, with its reasons. What cannot be answered within the bounds is a no.
    public Answer may(Did who, Act act, Content content, Instant now) {
        return ask(who, act, content, Map.of("now", now));
    }

    /// The answer as far as it does not depend on the time.
    public Answer may(Did who, Act act, Content content) {
        return ask(who, act, content, Map.of());
    }

    private Answer ask(Did who, Act act, Content content, Map<String, Object> context) {
        Thing thing = content.thing();
        List<Tuple> about = content.tuples();
        Bonds bonds = new Bonds(people);
        Tuples tuples = new Tuples() {
            @Override
            public List<Tuple> of(Thing whose, String relation) {
                return whose.equals(thing)
                        ? about.stream()
                                .filter(tuple -> tuple.relation().equals(relation))
                                .toList()
                        : bonds.of(whose, relation);
            }

            @Override
            public List<Tuple> of(Thing whose, String relation, Subject subject) {
                return whose.equals(thing)
                        ? Tuples.super.of(whose, relation, subject)
                        : bonds.of(whose, relation, subject);
            }
        };
        Question question = new Question(
                thing, act.relation(), new Subject.One(Bonds.person(who)), List.of(), context, OptionalLong.empty());
        try {
            return new Checker(MODEL, tuples).check(question);
        } catch (TooComplexException e) {
            return new Answer(
                    Outcome.DENIED, new Reasons(String.valueOf(e.getMessage()), Outcome.DENIED), tuples.position());
        }
    }
}
