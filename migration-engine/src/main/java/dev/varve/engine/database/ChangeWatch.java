package dev.varve.engine.database;

/** Tells whether anybody else committed to a database since the watch began. Holds no lock. */
public interface ChangeWatch extends AutoCloseable {

    /** Whether another connection committed since the watch began; stays true once it was. */
    boolean changed();

    @Override
    void close();
}
