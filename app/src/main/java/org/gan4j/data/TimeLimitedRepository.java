package org.gan4j.data;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.repository.RemoteRepository;
import ai.djl.util.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.time.Duration;

/**
 * DJL's repository on a web server, but with a limit to how long it waits for that server. DJL itself waits as long as the
 * operating system does: minutes to connect where a firewall drops packets, and for ever in the middle of a file.
 */
class TimeLimitedRepository extends RemoteRepository {

    private final int limitMillis;

    /**
     * A repository.
     *
     * @param name its name
     * @param uri its address
     * @param limit the longest wait for a connection, and for the next bytes
     */
    TimeLimitedRepository(String name, URI uri, Duration limit) {
        super(name, uri);
        this.limitMillis = Math.toIntExact(limit.toMillis());
    }

    @Override
    public Metadata locate(MRL mrl) throws IOException {
        // The superclass reads the same address without a limit; once it has answered here, it will there.
        open(getBaseUri().resolve(mrl.toURI()).resolve("metadata.json")).close();
        return super.locate(mrl);
    }

    @Override
    protected void download(Path directory, URI baseUri, Artifact.Item item, Progress progress) throws IOException {
        try (InputStream in = open(getBaseUri().resolve(baseUri).resolve(item.getUri()))) {
            save(in, directory, item, progress);
        }
    }

    private InputStream open(URI uri) throws IOException {
        URLConnection connection = uri.toURL().openConnection();
        connection.setConnectTimeout(limitMillis);
        connection.setReadTimeout(limitMillis);
        return new BufferedInputStream(connection.getInputStream());
    }
}
