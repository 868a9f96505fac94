package community.kith.community.authority;

import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Property;
import community.kith.base.name.Did;
import community.kith.community.Person;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import community.kith.community.trust.Bond;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.TrustGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    private static final List<Person> PEOPLE =
            IntStream.range(1, 9).mapToObj(i -> Person.numbered("P" + i, i)).toList();
    private static final Did STRANGER = Person.numbered("Stranger", 99).did();

    private record World(TrustGraph people, Content content) {}

    private static <T> T any(T[] values, RandomGenerator random) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Did one(RandomGenerator random) {
        return PEOPLE.get(random.nextInt(PEOPLE.size())).did();
    }

    private static World world(RandomGenerator random) {
        List<Bond> bonds = new ArrayList<>();
        for (int i = 0; i < random.nextInt(14); i++) {
            int a = random.nextInt(PEOPLE.size());
            int b = random.nextInt(PEOPLE.size());
            if (a != b) {
                BondKind kind = any(BondKind.values(), random);
                bonds.add(PEOPLE.get(a).bondWith(PEOPLE.get(b), kind, NOW.plusSeconds(i)));
            }
        }
        SortedSet<Did> named = new TreeSet<>();
        List<Content.Given> given = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            named.add(one(random));
            given.add(new Content.Given(
                    one(random), any(Act.values(), random), NOW.plus(Duration.ofHours(random.nextInt(-2, 3)))));
        }
        Reach reach = any(Reach.values(), random);
        Availability availability = any(Availability.values(), random);
        return new World(
                new TrustGraph(bonds), new Content("film", PEOPLE.getFirst().did(), reach, availability, named, given));
    }

    @Test
    void nobodyReadsWhoIsNeitherOwnerNorInTheAudienceNorLetTo() {
        Property.forAll(1_500, AuthorityTest::world, world -> {
            Content content = world.content();
            for (Person person : PEOPLE) {
                Did who = person.did();
                boolean inAudience = switch (content.reach()) {
                    case PRIVATE -> false;
                    case INVITED -> content.named().contains(who);
                    case LOCAL ->
                        world.people().kindBetween(content.owner(), who).stream()
                                .anyMatch(kind -> kind == BondKind.KIN);
                    case NEIGHBORHOOD, MUNICIPAL, BIOREGIONAL ->
                        world.people()
                                .distance(
                                        content.owner(),
                                        who,
                                        content.reach().bonds().orElseThrow())
                                .isPresent();
                    case COMMONS -> true;
                };
                boolean let = content.given().stream()
                        .anyMatch(given -> given.to().equals(who)
                                && (given.act() == Act.READ || given.act() == Act.WRITE)
                                && NOW.isBefore(given.until()));

                assertThat(new Authority(world.people())
                                .may(who, Act.READ, content, NOW)
                                .isAllowed())
                        .as("%s of %s", person.name(), content)
                        .isEqualTo(who.equals(content.owner()) || inAudience || let);
            }
        });
    }

    @Test
    void noSetOfBondsAndRightsOfOthersLetsAStrangerDoAnything() {
        Property.forAll(1_500, AuthorityTest::world, world -> {
            for (Act act : Act.values()) {
                boolean forAll = (act == Act.READ && world.content().reach() == Reach.COMMONS)
                        || (act == Act.HOLD && world.content().availability() == Availability.ANYONE);
                Answer answer = new Authority(world.people()).may(STRANGER, act, world.content(), NOW);

                assertThat(answer.isAllowed()).as(act.label()).isEqualTo(forAll);
            }
        });
    }

    @Test
    void moreIsLetToNobodyWhenSomethingIsTakenAway() {
        Property.forAll(600, AuthorityTest::world, world -> {
            Content content = world.content();
            Content less = new Content(
                    content.name(),
                    content.owner(),
                    content.reach(),
                    content.availability(),
                    content.named().isEmpty()
                            ? content.named()
                            : content.named().headSet(content.named().last()),
                    content.given().subList(0, content.given().size() / 2));
            for (Person person : PEOPLE) {
                for (Act act : Act.values()) {
                    if (new Authority(world.people())
                            .may(person.did(), act, less, NOW)
                            .isAllowed()) {
                        assertThat(new Authority(world.people())
                                        .may(person.did(), act, content, NOW)
                                        .isAllowed())
                                .isTrue();
                    }
                }
            }
        });
    }

    @Test
    void withoutTheTimeARightIsNeitherYesNorNo() {
        Content content = new Content(
                "film",
                PEOPLE.getFirst().did(),
                Reach.PRIVATE,
                Availability.MINE,
                new TreeSet<>(),
                List.of(new Content.Given(PEOPLE.get(1).did(), Act.REPAIR, NOW.plusSeconds(1))));
        Authority authority = new Authority(new TrustGraph(List.of()));

        Answer answer = authority.may(PEOPLE.get(1).did(), Act.AUDIT, content);

        assertThat(answer.outcome()).isEqualTo(Outcome.CONDITIONAL);
        assertThat(authority.may(PEOPLE.get(1).did(), Act.AUDIT, content, NOW).isAllowed())
                .isTrue();
        assertThat(authority.may(PEOPLE.get(1).did(), Act.READ, content, NOW).isAllowed())
                .isFalse();
        assertThat(answer.reasons().text()).contains("if  content:film#auditor", "with in_time");
    }

    @Test
    void answersFromNothingOlderThanAsked() {
        Model model = Model.parse("type user\ntype doc\n  relations\n    define viewer: [user]\n");
        Tuples at5 = new Tuples() {
            @Override
            public List<Tuple> of(Thing thing, String relation) {
                return List.of(new Tuple(thing, relation, Subject.parse("user:a")));
            }

            @Override
            public long position() {
                return 5;
            }
        };
        Question question = new Question(Thing.parse("doc:1"), "viewer", Subject.parse("user:a"));

        Answer answer = new Checker(model, at5).check(question.notBefore(5));

        assertThat(answer.position()).isEqualTo(5);
        assertThat(answer.isAllowed()).isTrue();
        assertThatThrownBy(() -> new Checker(model, at5).check(question.notBefore(6)))
                .isInstanceOf(Checker.StaleException.class);
    }

    @Test
    void whatLeadsTooFarIsNotAnswered() {
        Model model = Model.parse("type group\n  relations\n    define member: [group, group#member]\n");
        Tuples endless = (thing, relation) ->
                List.of(new Tuple(thing, relation, new Subject.Those(new Thing("group", thing.id() + "x"), "member")));

        assertThatThrownBy(() -> new Checker(model, endless)
                        .check(new Question(Thing.parse("group:x"), "member", Subject.parse("group:other"))))
                .isInstanceOf(TooComplexException.class);
    }
}
