package community.kith.sync.log;

import java.util.ArrayList;
import java.util.List;

/// A view that shows every step there was, so that two of them are equal only when nothing differs.
final class Transcript implements View<Note> {
    final List<String> lines = new ArrayList<>();
    int begun;

    @Override
    public void clear() {
        lines.clear();
        begun++;
    }

    @Override
    public void apply(Step<Note> step) {
        Entry entry = step.entry();
        lines.add(entry.tick() + " " + entry.id() + " " + step.fact().text() + " " + step.standing());
    }
}
