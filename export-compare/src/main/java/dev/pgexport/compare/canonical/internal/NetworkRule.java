package dev.pgexport.compare.canonical.internal;

/** The address as inet_net_ntop() of PostgreSQL writes it, and the bits of the network unless it is a host's. */
final class NetworkRule implements Rule {
    private static final int IPV4 = 2;
    private static final int IPV6 = 3;
    private static final int HEAD = 4;

    @Override
    public boolean verbatim() {
        return true;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        out.take(bytes, offset, length);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        if (length < HEAD) {
            throw new MalformedValue("it ends too early");
        }
        int family = bytes[offset];
        int bits = bytes[offset + 1] & 0xff;
        boolean cidr = bytes[offset + 2] != 0;
        int size = family == IPV4 ? 4 : 16;
        if ((family != IPV4 && family != IPV6) || bytes[offset + 3] != size) {
            throw new MalformedValue("its family is unknown");
        }
        Binary.expect(HEAD + size, length);
        if (family == IPV4) {
            ipv4(bytes, offset + HEAD, out);
        } else {
            ipv6(bytes, offset + HEAD, out);
        }
        if (cidr || bits != 8 * size) {
            out.append('/');
            out.decimal(bits);
        }
    }

    private static void ipv4(byte[] bytes, int offset, Bytes out) {
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                out.append('.');
            }
            out.decimal(bytes[offset + i] & 0xff);
        }
    }

    /** The first of the longest runs of zeros, of two words or more, becomes "::"; an IPv4 address in it keeps its form. */
    private static void ipv6(byte[] bytes, int offset, Bytes out) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && word(bytes, offset, i + run) == 0) {
                run++;
            }
            if (run > bestLength) {
                best = i;
                bestLength = run;
            }
            i += run;
        }
        for (int i = 0; i < 8; i++) {
            if (best >= 0 && i >= best && i < best + bestLength) {
                if (i == best) {
                    out.append(':');
                }
                continue;
            }
            if (i > 0) {
                out.append(':');
            }
            if (i == 6 && best == 0 && holdsIpv4(bytes, offset, bestLength)) {
                ipv4(bytes, offset + 12, out);
                return;
            }
            out.ascii(Integer.toHexString(word(bytes, offset, i)));
        }
        if (best >= 0 && best + bestLength == 8) {
            out.append(':');
        }
    }

    private static boolean holdsIpv4(byte[] bytes, int offset, int zeros) {
        return zeros == 6 || (zeros == 5 && word(bytes, offset, 5) == 0xffff);
    }

    private static int word(byte[] bytes, int offset, int index) {
        return Binary.int16(bytes, offset + 2 * index) & 0xffff;
    }
}
