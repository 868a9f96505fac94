package community.kith.community.authority;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows one question through the model. For one thread, once.
final class Following {
    private final Model model;
    private final Tuples tuples;
    private final Question question;
    private final Map<Asked, Reasons> known = new HashMap<>();
    /// What is being asked now, each with its place in that row.
    private final Map<Asked, Integer> under = new HashMap<>();
    private int steps;
    /// The first place that something came back to: what was found below it, and depends on it, holds there only.
    private int cameBackTo = Integer.MAX_VALUE;

    private record Asked(Thing thing, String relation) {
        @Override
        public String toString() {
            return thing + "#" + relation;
        }
    }

    Following(Model model, Tuples tuples, Question question) {
        this.model = model;
        this.tuples = tuples;
        this.question = question;
    }

    Reasons answer() {
        return ask(new Asked(question.thing(), question.relation()), 0);
    }

    private Reasons ask(Asked asked, int depth) {
        if (question.subject() instanceof Subject.Those those
                && those.of().equals(asked.thing())
                && those.relation().equals(asked.relation())) {
            return new Reasons(asked, Outcome.ALLOWED);
        }
        Reasons answered = known.get(asked);
        if (answered != null) {
            return new Reasons(asked, answered.outcome());
        }
        if (depth > Checker.MAX_DEPTH || ++steps > Checker.MAX_STEPS) {
            throw new TooComplexException("relations of " + question.thing() + " lead too far");
        }
        Integer already = under.get(asked);
        if (already != null) {
            cameBackTo = Math.min(cameBackTo, already);
            return new Reasons(asked, Outcome.DENIED);
        }
        int place = under.size();
        under.put(asked, place);
        int before = cameBackTo;
        cameBackTo = Integer.MAX_VALUE;
        Optional<Rewrite> rewrite = model.rewrite(asked.thing().type(), asked.relation());
        Reasons found = rewrite.isPresent()
                ? named(asked, follow(rewrite.get(), asked, depth))
                : new Reasons(asked, Outcome.DENIED);
        under.remove(asked);
        if (cameBackTo >= place) {
            known.put(asked, found);
            cameBackTo = before;
        } else {
            cameBackTo = Math.min(before, cameBackTo);
        }
        return found;
    }

    private static Reasons named(Asked asked, Reasons reasons) {
        return new Reasons(asked, reasons.outcome(), List.of(reasons));
    }

    private Reasons follow(Rewrite rewrite, Asked asked, int depth) {
        return switch (rewrite) {
            case Rewrite.Direct direct -> direct(direct, asked, depth);
            case Rewrite.Computed computed -> ask(new Asked(asked.thing(), computed.relation()), depth + 1);
            case Rewrite.From from -> from(from, asked, depth);
            case Rewrite.Any any -> {
                List<Reasons> parts = new ArrayList<>();
                Outcome outcome = Outcome.DENIED;
                for (Rewrite one : any.of()) {
                    Reasons part = follow(one, asked, depth);
                    parts.add(part);
                    outcome = outcome.or(part.outcome());
                    if (outcome == Outcome.ALLOWED) {
                        break;
                    }
                }
                yield new Reasons("any of", outcome, parts);
            }
            case Rewrite.All all -> {
                List<Reasons> parts = new ArrayList<>();
                Outcome outcome = Outcome.ALLOWED;
                for (Rewrite one : all.of()) {
                    Reasons part = follow(one, asked, depth);
                    parts.add(part);
                    outcome = outcome.and(part.outcome());
                    if (outcome == Outcome.DENIED) {
                        break;
                    }
                }
                yield new Reasons("all of", outcome, parts);
            }
            case Rewrite.But but -> {
                Reasons base = follow(but.base(), asked, depth);
                if (base.outcome() == Outcome.DENIED) {
                    yield new Reasons("the first, but not the second", Outcome.DENIED, List.of(base));
                }
                int before = cameBackTo;
                cameBackTo = Integer.MAX_VALUE;
                Reasons not = follow(but.not(), asked, depth);
                // What would be so because it is not so, is not.
                boolean onlyByItself = cameBackTo < under.size();
                cameBackTo = Math.min(before, cameBackTo);
                Outcome outcome = onlyByItself
                        ? Outcome.DENIED
                        : base.outcome().and(not.outcome().not());
                yield new Reasons("the first, but not the second", outcome, List.of(base, not));
            }
        };
    }

    private Reasons direct(Rewrite.Direct direct, Asked asked, int depth) {
        List<Reasons> parts = new ArrayList<>();
        Outcome outcome = Outcome.DENIED;
        List<Tuple> through = new ArrayList<>();
        for (Tuple tuple : candidates(direct, asked)) {
            step();
            if (fits(direct, tuple)) {
                if (matches(tuple.subject())) {
                    Outcome tested = test(tuple);
                    parts.add(new Reasons(tuple, tested));
                    outcome = outcome.or(tested);
                    if (outcome == Outcome.ALLOWED) {
                        return new Reasons("it is said", outcome, parts);
                    }
                } else if (tuple.subject() instanceof Subject.Those) {
                    through.add(tuple);
                }
            }
        }
        for (Tuple tuple : through) {
            if (tuple.subject() instanceof Subject.Those those) {
                Outcome tested = test(tuple);
                if (tested != Outcome.DENIED) {
                    Reasons member = ask(new Asked(those.of(), those.relation()), depth + 1);
                    Outcome both = tested.and(member.outcome());
                    parts.add(new Reasons(tuple, both, List.of(member)));
                    outcome = outcome.or(both);
                    if (outcome == Outcome.ALLOWED) {
                        break;
                    }
                }
            }
        }
        return new Reasons(outcome == Outcome.DENIED ? "nothing says so" : "it is said", outcome, parts);
    }

    /// All tuples, unless only those about the subject itself can matter.
    private List<Tuple> candidates(Rewrite.Direct direct, Asked asked) {
        for (Rewrite.Kind kind : direct.kinds()) {
            if (kind.relation().isPresent() || kind.everybody()) {
                return tuples.of(asked.thing(), asked.relation());
            }
        }
        return tuples.of(asked.thing(), asked.relation(), question.subject());
    }

    private Reasons from(Rewrite.From from, Asked asked, int depth) {
        List<Reasons> parts = new ArrayList<>();
        Outcome outcome = Outcome.DENIED;
        Rewrite through = model.rewrite(asked.thing().type(), from.through()).orElseThrow();
        for (Tuple tuple : tuples.of(asked.thing(), from.through())) {
            step();
            if (tuple.subject() instanceof Subject.One one
                    && through instanceof Rewrite.Direct direct
                    && fits(direct, tuple)
                    && model.rewrite(one.type(), from.relation()).isPresent()) {
                Outcome tested = test(tuple);
                if (tested != Outcome.DENIED) {
                    Reasons there = ask(new Asked(one.thing(), from.relation()), depth + 1);
                    Outcome both = tested.and(there.outcome());
                    parts.add(new Reasons(tuple, both, List.of(there)));
                    outcome = outcome.or(both);
                    if (outcome == Outcome.ALLOWED) {
                        break;
                    }
                }
            }
        }
        return new Reasons(from.relation() + " from " + from.through(), outcome, parts);
    }

    private void step() {
        if (++steps > Checker.MAX_STEPS) {
            throw new TooComplexException("relations of " + question.thing() + " spread too wide");
        }
    }

    private static boolean fits(Rewrite.Direct direct, Tuple tuple) {
        for (Rewrite.Kind kind : direct.kinds()) {
            if (kind.fits(tuple)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(Subject subject) {
        return subject.equals(question.subject())
                || (subject instanceof Subject.Everybody all
                        && question.subject() instanceof Subject.One one
                        && one.type().equals(all.type()));
    }

    private Outcome test(Tuple tuple) {
        return tuple.caveat().isEmpty()
                ? Outcome.ALLOWED
                : model.condition(tuple.caveat().get().condition())
                        .orElseThrow()
                        .test(tuple.caveat().get().context(), question.context());
    }
}
