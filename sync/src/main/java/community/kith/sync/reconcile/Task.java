package community.kith.sync.reconcile;

import community.kith.sync.log.ReceivedEntry;
import java.net.ProtocolException;
import java.util.List;

/// One thing to do, in some questions and answers.
interface Task {
    Message question();

    /// @return entries that came
    List<ReceivedEntry> hear(Message answer) throws ProtocolException;

    /// Whether it has another question.
    boolean goesOn();
}
