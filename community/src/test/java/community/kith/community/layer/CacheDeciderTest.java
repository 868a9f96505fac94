package community.kith.community.layer;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.name.Cid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDeciderTest {
    private int next;

    @Test
    void nothingGoesWhileThereIsRoom() {
        assertThat(CacheDecider.missing(100, Map.of(CacheClass.MINE, 40L, CacheClass.COMMONS, 50L), 10))
                .isZero();
        assertThat(CacheDecider.makeRoom(0, CacheClass.COMMONS, List.of(block(CacheClass.COMMONS, 0))))
                .hasValue(List.of());
    }

    @Test
    void theCommonsGoFirstThenWhatOthersPutAndMineLast() {
        CachedBlock mine = block(CacheClass.MINE, 1);
        CachedBlock others = block(CacheClass.OTHERS, 2);
        CachedBlock commons = block(CacheClass.COMMONS, 3);
        List<CachedBlock> all = List.of(mine, others, commons);
        assertThat(CacheDecider.makeRoom(5, CacheClass.MINE, all)).hasValue(List.of(commons.cid()));
        assertThat(CacheDecider.makeRoom(15, CacheClass.MINE, all)).hasValue(List.of(commons.cid(), others.cid()));
        assertThat(CacheDecider.makeRoom(30, CacheClass.MINE, all))
                .hasValue(List.of(commons.cid(), others.cid(), mine.cid()));
    }

    @Test
    void withinAClassWhatWasReadLongestAgoGoesFirst() {
        CachedBlock late = block(CacheClass.OTHERS, 9);
        CachedBlock early = block(CacheClass.OTHERS, 1);
        assertThat(CacheDecider.makeRoom(1, CacheClass.OTHERS, List.of(late, early)))
                .hasValue(List.of(early.cid()));
    }

    @Test
    void nothingGoesForWhatWouldHaveToGoBeforeIt() {
        List<CachedBlock> mine = List.of(block(CacheClass.MINE, 1), block(CacheClass.OTHERS, 1));
        assertThat(CacheDecider.makeRoom(1, CacheClass.COMMONS, mine)).isEmpty();
        assertThat(CacheDecider.makeRoom(11, CacheClass.OTHERS, mine)).isEmpty();
    }

    private CachedBlock block(CacheClass kind, long used) {
        byte[] digest = new byte[32];
        digest[0] = (byte) next++;
        return new CachedBlock(Cid.raw(digest), kind, 10, Instant.ofEpochSecond(used));
    }
}
