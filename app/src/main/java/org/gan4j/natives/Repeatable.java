package org.gan4j.natives;

/** Work of a device that can be asked for again. */
public interface Repeatable extends AutoCloseable {

    /** Asks for all of it again. */
    void replay();

    @Override
    void close();
}
