package org.gan4j.page;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for a chart: six digits are more than anybody sees; what is not finite is a gap. */
final class FiniteNumbers extends TypeAdapter<Double> {

    private static final MathContext DIGITS = new MathContext(6);

    @Override
    public void write(JsonWriter out, Double value) throws IOException {
        if (value == null || !Double.isFinite(value)) {
            out.nullValue();
        } else {
            out.value(new BigDecimal(value).round(DIGITS));
        }
    }

    @Override
    public Double read(JsonReader in) {
        throw new UnsupportedOperationException("numbers for a chart are only written");
    }
}
