package community.kith.app.terminal;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A text as a picture that cameras read, in half blocks: two rows of it in each line, light on dark as a terminal is.
public final class QrCode {
    private QrCode() {}

    /// The lines to print. Letters become capitals, of which more fit in.
    public static List<String> lines(String text) {
        BitMatrix modules;
        try {
            modules = new QRCodeWriter()
                    .encode(
                            text.toUpperCase(Locale.ROOT),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L, EncodeHintType.MARGIN, 2));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code: " + text.length() + " characters", e);
        }
        List<String> lines = new ArrayList<>();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            StringBuilder line = new StringBuilder();
            for (int x = 0; x < modules.getWidth(); x++) {
                line.append(half(isLight(modules, x, y), isLight(modules, x, y + 1)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static boolean isLight(BitMatrix modules, int x, int y) {
        return y >= modules.getHeight() || !modules.get(x, y);
    }

    private static char half(boolean above, boolean below) {
        if (above) {
            return below ? '█' : '▀';
        }
        return below ? '▄' : ' ';
    }
}
