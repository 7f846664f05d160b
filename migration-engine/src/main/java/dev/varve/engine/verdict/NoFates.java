package dev.varve.engine.verdict;

/** Of a database that gives its transactions no numbers to ask by: the lines about commits decide alone. */
final class NoFates implements TransactionFates {

    @Override
    public Fate of(String transactionId) {
        return Fate.UNKNOWN;
    }

    @Override
    public boolean restartedSince(String server) {
        return true;
    }

    @Override
    public Boolean indexIsThere(String name) {
        return null;
    }

    @Override
    public boolean indexIsInvalid(String name) {
        return false;
    }
}
