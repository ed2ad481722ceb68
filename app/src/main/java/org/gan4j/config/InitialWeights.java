package org.gan4j.config;

import org.gan4j.model.Player;

/**
 * A file whose weights a player starts with.
 *
 * @param player the player
 * @param file the file's absolute path
 * @param sha256 of the file, in hexadecimal digits
 */
public record InitialWeights(Player player, String file, String sha256) {
    @Override
    public String toString() {
        return file + " (" + player + ", SHA-256 " + sha256 + ")";
    }
}
