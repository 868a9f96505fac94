package community.kith.community.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import community.kith.base.check.Vectors;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/// The models, tuples and expected answers of OpenFGA's own tests: each check, each list of objects and each list of
/// users. What its server refuses with an error must not be allowed here.
@Tag("conformance")
@SuppressWarnings({"unchecked", "NullAway"}) // YAML is maps and lists
class OpenFgaConformanceTest {
    /// Their lists of users are refused when a condition of any branch lacks something; ours is no wish of anybody's,
    /// and
    /// each check behind it is answered by the branch that lacks nothing.
    private static final List<String> ANSWERED_ALL_THE_SAME = List.of(
            "users {request={filters=[user], object=document:1, relation=viewer}, context={s=hello}, errorCode=2000}",
            "users {request={filters=[user], object=document:1, relation=viewer}, context={x=10}, errorCode=2000}");

    @TestFactory
    List<DynamicTest> consolidated() throws IOException {
        return tests("consolidated_1_1_tests.yaml", 137, 925);
    }

    @TestFactory
    List<DynamicTest> withConditions() throws IOException {
        return tests("abac_tests.yaml", 23, 291);
    }

    private static List<DynamicTest> tests(String file, int wanted, int wantedAssertions) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        int assertions = 0;
        try (Reader reader = Files.newBufferedReader(Vectors.folder("openfga").resolve(file))) {
            Map<String, Object> whole = new Yaml().load(reader);
            for (Map<String, Object> test : list(whole, "tests")) {
                for (Map<String, Object> stage : list(test, "stages")) {
                    for (String kind : List.of("checkAssertions", "listObjectsAssertions", "listUsersAssertions")) {
                        assertions += list(stage, kind).size();
                    }
                }
                tests.add(DynamicTest.dynamicTest((String) test.get("name"), () -> run(test)));
            }
        }
        assertThat(tests).hasSize(wanted);
        assertThat(assertions).isEqualTo(wantedAssertions);
        return tests;
    }

    private static void run(Map<String, Object> test) {
        List<Tuple> tuples = new ArrayList<>();
        int number = 0;
        for (Map<String, Object> stage : list(test, "stages")) {
            Model model = Model.parse((String) stage.get("model"));
            list(stage, "tuples").forEach(tuple -> tuples.add(tuple(tuple)));
            Asking asking = new Asking(model, tuples);
            for (Map<String, Object> wanted : list(stage, "checkAssertions")) {
                asking.check(number + " check " + wanted, wanted);
            }
            for (Map<String, Object> wanted : list(stage, "listObjectsAssertions")) {
                asking.objects(number + " objects " + wanted, wanted);
            }
            for (Map<String, Object> wanted : list(stage, "listUsersAssertions")) {
                asking.users(number + " users " + wanted, wanted);
            }
            number++;
        }
    }

    private record Asking(Model model, List<Tuple> tuples) {
        void check(String name, Map<String, Object> wanted) {
            Map<String, Object> tuple = map(wanted, "tuple");
            Optional<Outcome> outcome = outcome(
                    (String) tuple.get("object"), (String) tuple.get("relation"), (String) tuple.get("user"), wanted);
            if (wanted.containsKey("errorCode")) {
                assertThat(outcome.orElse(Outcome.CONDITIONAL)).as(name).isEqualTo(Outcome.CONDITIONAL);
            } else {
                assertThat(outcome)
                        .as(name)
                        .contains((boolean) wanted.get("expectation") ? Outcome.ALLOWED : Outcome.DENIED);
            }
        }

        void objects(String name, Map<String, Object> wanted) {
            Map<String, Object> request = map(wanted, "request");
            TreeSet<String> all = new TreeSet<>();
            everything(wanted).forEach(tuple -> {
                all.add(tuple.thing().toString());
                if (tuple.subject() instanceof Subject.One one) {
                    all.add(one.toString());
                }
                if (tuple.subject() instanceof Subject.Those those) {
                    all.add(those.of().toString());
                }
            });
            String user = (String) request.get("user");
            all.add(user.contains("#") ? user.substring(0, user.indexOf('#')) : user);
            all.removeIf(object -> !object.startsWith(request.get("type") + ":") || object.endsWith(":*"));
            assertSame(
                    name,
                    wanted,
                    (List<String>) wanted.get("expectation"),
                    all,
                    object -> outcome(object, (String) request.get("relation"), user, wanted));
        }

        void users(String name, Map<String, Object> wanted) {
            Map<String, Object> request = map(wanted, "request");
            String filter = ((List<String>) request.get("filters")).getFirst();
            String type = filter.contains("#") ? filter.substring(0, filter.indexOf('#')) : filter;
            String relation = filter.contains("#") ? filter.substring(filter.indexOf('#')) : "";
            TreeSet<String> all = new TreeSet<>();
            everything(wanted).forEach(tuple -> {
                all.add(tuple.thing() + relation);
                String subject = tuple.subject().toString();
                all.add(subject.contains("#") || !relation.isEmpty() ? subject.split("#", 2)[0] + relation : subject);
            });
            all.add(request.get("object") + relation);
            all.removeIf(user -> !user.startsWith(type + ":") || (!relation.isEmpty() && user.contains("*")));
            assertSame(
                    name,
                    wanted,
                    (List<String>) wanted.get("expectation"),
                    all,
                    user -> outcome((String) request.get("object"), (String) request.get("relation"), user, wanted));
        }

        private void assertSame(
                String name,
                Map<String, Object> wanted,
                List<String> expected,
                TreeSet<String> candidates,
                java.util.function.Function<String, Optional<Outcome>> ask) {
            TreeSet<String> found = new TreeSet<>();
            boolean unclear = candidates.isEmpty();
            for (String candidate : candidates) {
                Optional<Outcome> outcome = ask.apply(candidate);
                unclear |= outcome.isEmpty() || outcome.get() == Outcome.CONDITIONAL;
                if (outcome.equals(Optional.of(Outcome.ALLOWED))) {
                    found.add(candidate);
                }
            }
            if (wanted.containsKey("errorCode")) {
                if (!unclear && ANSWERED_ALL_THE_SAME.stream().noneMatch(name::contains)) {
                    fail(name + ": " + found);
                }
            } else if (expected != null && expected.stream().anyMatch(one -> one.endsWith(":*"))) {
                // Who is among everybody is not listed beside everybody there.
                assertThat(found).as(name).containsAll(expected);
            } else {
                assertThat(found).as(name).isEqualTo(new TreeSet<>(expected == null ? List.of() : expected));
            }
        }

        private List<Tuple> everything(Map<String, Object> wanted) {
            List<Tuple> all = new ArrayList<>(tuples);
            list(wanted, "contextualTuples").forEach(tuple -> all.add(tuple(tuple)));
            return all;
        }

        /// Empty when the question is refused.
        private Optional<Outcome> outcome(String object, String relation, String user, Map<String, Object> wanted) {
            try {
                List<Tuple> also = list(wanted, "contextualTuples").stream()
                        .map(OpenFgaConformanceTest::tuple)
                        .toList();
                Map<String, Object> context = map(wanted, "context");
                Question question = new Question(
                        Thing.parse(object), relation, Subject.parse(user), also, context, OptionalLong.empty());
                return Optional.of(new Checker(
                                model,
                                (thing, of) -> tuples.stream()
                                        .filter(tuple -> tuple.thing().equals(thing)
                                                && tuple.relation().equals(of))
                                        .toList())
                        .check(question)
                        .outcome());
            } catch (IllegalArgumentException | TooComplexException refused) {
                return Optional.empty();
            }
        }
    }

    private static Tuple tuple(Map<String, Object> yaml) {
        Map<String, Object> condition = map(yaml, "condition");
        return new Tuple(
                Thing.parse((String) yaml.get("object")),
                (String) yaml.get("relation"),
                Subject.parse((String) yaml.get("user")),
                condition.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Tuple.Caveat((String) condition.get("name"), map(condition, "context"))));
    }

    private static List<Map<String, Object>> list(Map<String, Object> from, String name) {
        Object value = from.get(name);
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }

    private static Map<String, Object> map(Map<String, Object> from, String name) {
        Object value = from.get(name);
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
