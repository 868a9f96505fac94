package community.kith.sync.log;

/// One entry taking effect in a view.
public record Step<F>(Entry entry, F fact, Standing standing) {}
