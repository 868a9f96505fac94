package community.kith.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.node.Village.Villager;
import community.kith.node.api.FileInfo;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.GrantInfo.State;
import community.kith.node.api.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GrantsTest {
    private static final byte[] DIARY = "dear diary".repeat(20_000).getBytes(StandardCharsets.UTF_8);

    private final Village village = new Village(11);
    private final List<Villager> circle = new ArrayList<>();
    private Villager ada;
    private Villager ben;
    private FileInfo diary;

    @BeforeEach
    void settle() throws IOException {
        for (String name : List.of("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay")) {
            circle.add(village.settle(name));
        }
        ada = circle.get(0);
        ben = circle.get(1);
        village.befriend(circle);
        diary = ada.put("private", DIARY);
    }

    @AfterEach
    void leave() throws IOException {
        village.close();
    }

    @Test
    void whoIsLetToReadsAndNobodyElse() throws IOException {
        assertThatThrownBy(() -> ben.read(diary)).isInstanceOf(IOException.class);

        give(Duration.ofDays(7));

        GrantInfo got = ben.node().grants().all().getFirst();
        assertThat(got.link()).contains(diary.link());
        assertThat(read(ben, got)).isEqualTo(DIARY);
        assertThatThrownBy(() -> circle.get(2).read(diary)).isInstanceOf(IOException.class);
    }

    @Test
    void itIsReadFromHoldersWhenTheOwnerIsAway() throws IOException {
        give(Duration.ofDays(7));
        village.away(ada);

        assertThat(read(ben, ben.node().grants().all().getFirst())).isEqualTo(DIARY);
    }

    @Test
    void whatWasTakenBackIsRefusedByEverybodyWhoWasTold() throws IOException {
        GrantInfo grant = give(Duration.ofDays(7));
        ada.node().grants().revoke(grant.id(), "changed my mind");
        ada.node().tick();

        assertThat(ben.node().grants().all().getFirst().state()).isEqualTo(State.REVOKED);
        assertThatThrownBy(() -> ben.read(diary)).isInstanceOf(IOException.class);
        village.away(ada);
        assertThatThrownBy(() -> ben.read(diary)).isInstanceOf(IOException.class);
    }

    @Test
    void endsByItself() throws IOException {
        give(Duration.ofHours(2));
        village.setClocks(Duration.ofHours(3));

        assertThat(ben.node().grants().all().getFirst().state()).isEqualTo(State.EXPIRED);
        assertThatThrownBy(() -> ben.read(diary)).isInstanceOf(IOException.class);
    }

    @Test
    void asTextItOpensForWhomItIsForOnly() throws IOException {
        village.away(ben);
        String text = give(Duration.ofDays(7)).text();

        assertThat(ben.node().grants().take(text).link()).contains(diary.link());
        assertThatThrownBy(() -> circle.get(2).node().grants().take(text)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> ben.node().grants().take(text.substring(0, text.length() - 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyTakesBackOrGivesWhatIsNotTheirs() throws IOException {
        GrantInfo grant = give(Duration.ofDays(7));

        assertThatThrownBy(() -> ben.node().grants().revoke(grant.id(), "")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> ben.node()
                        .grants()
                        .give(
                                diary.manifest(),
                                circle.get(2).did(),
                                village.now().plus(Duration.ofDays(1))))
                .isInstanceOf(IOException.class);
    }

    private GrantInfo give(Duration span) throws IOException {
        GrantInfo grant = ada.node()
                .grants()
                .give(diary.manifest(), ben.did(), village.now().plus(span));
        ada.node().tick();
        return grant;
    }

    private static byte[] read(Villager who, GrantInfo grant) throws IOException {
        var out = new ByteArrayOutputStream();
        who.node().read(grant.link().orElseThrow(), "", 0, OptionalLong.empty(), out);
        return out.toByteArray();
    }
}
