package community.kith.community.authority;

/// What came of a question.
///
/// @param position what the answer is as of; whoever asks again with it never gets an older one
public record Answer(Outcome outcome, Reasons reasons, long position) {
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }
}
