package community.kith.store.erasure;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;

/// Writes the class of a [Tile]: one loop, unrolled for its shape, in the words of the JDK Vector API. What would be
///
/// ```java
/// ByteVector low00 = ByteVector.fromArray(SPECIES_512, products, 32 * rows[0][0]), high00 = …, low01 = …
/// for (int i = from; i < to; i += 64) {
///     ByteVector input = ByteVector.fromArray(SPECIES_512, inputs[0], i);
///     ByteVector low = input.and((byte) 15);
///     ByteVector high = input.reinterpretAsInts().lanewise(LSHR, 4).reinterpretAsBytes().and((byte) 15);
///     ByteVector sum0 = low.selectFrom(low00).lanewise(XOR, high.selectFrom(high00));
///     … the other rows, the other inputs …
///     sum0.intoArray(outputs[0], i);
/// }
/// ```
///
/// is written out here because every table has to stand in a local variable of its own to stay in a register, for each
/// shape, and because the API is an incubator module: nothing that javac compiles needs it.
final class TileWriter {
    private static final String VECTORS = "jdk.incubator.vector.";
    private static final ClassDesc BYTES = ClassDesc.of(VECTORS + "ByteVector");
    private static final ClassDesc INTS = ClassDesc.of(VECTORS + "IntVector");
    private static final ClassDesc VECTOR = ClassDesc.of(VECTORS + "Vector");
    private static final ClassDesc SPECIES = ClassDesc.of(VECTORS + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(VECTORS + "VectorOperators");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    private static final ClassDesc ARRAY = CD_byte.arrayType();
    private static final MethodTypeDesc BYTES_OF_VECTOR = MethodTypeDesc.of(BYTES, VECTOR);
    private static final MethodTypeDesc BYTES_OF_BOTH = MethodTypeDesc.of(BYTES, BINARY, VECTOR);

    private static final int PRODUCTS = 1;
    private static final int SUMS = 2;
    private static final int FROM = 3;
    private static final int TO = 4;
    private static final int HALF_BYTE = 15;

    private final CodeBuilder code;
    private final TileShape shape;
    private final int bits;
    private final int at;
    private final int input;
    private final int low;
    private final int high;
    private final int[] inputs;
    private final int[] outputs;
    private final int[] sums;
    private final int[][] lowTables;
    private final int[][] highTables;

    private TileWriter(CodeBuilder code, TileShape shape, int bits) {
        this.code = code;
        this.shape = shape;
        this.bits = bits;
        this.at = code.allocateLocal(TypeKind.INT);
        this.input = local();
        this.low = local();
        this.high = local();
        this.inputs = locals(shape.columns());
        this.outputs = locals(shape.rows());
        this.sums = locals(shape.rows());
        this.lowTables = new int[shape.rows()][];
        this.highTables = new int[shape.rows()][];
        for (int row = 0; row < shape.rows(); row++) {
            lowTables[row] = locals(shape.columns());
            highTables[row] = locals(shape.columns());
        }
    }

    /// A tile of this shape for vectors of 128, 256 or 512 bits. It is slow until the JIT has compiled it, and always
    /// where the processor cannot do what it
    /// asks for.
    ///
    /// @throws LinkageError when the incubator module is not there
    static Tile write(TileShape shape, int bits) {
        ClassDesc tile = Tile.class.describeConstable().orElseThrow();
        byte[] bytes = ClassFile.of()
                .build(
                        ClassDesc.of(Tile.class.getName() + "OfShape"),
                        type -> type.withFlags(ClassFile.ACC_FINAL)
                                .withInterfaceSymbols(tile)
                                .withMethodBody(
                                        "<init>",
                                        MTD_void,
                                        0,
                                        code -> code.aload(0)
                                                .invokespecial(CD_Object, "<init>", MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "run",
                                        MethodTypeDesc.of(CD_void, ARRAY, descriptionOfSums(), CD_int, CD_int),
                                        ClassFile.ACC_PUBLIC,
                                        code -> new TileWriter(code, shape, bits).run()));
        try {
            Class<?> written =
                    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return (Tile) written.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a tile of " + shape, e);
        }
    }

    private void run() {
        unpack("inputs", inputs);
        unpack("outputs", outputs);
        loadTables();
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iload(FROM).istore(at);
        code.labelBinding(top).iload(at).iload(TO).if_icmpge(end);
        if (shape.adds()) {
            for (int row = 0; row < shape.rows(); row++) {
                load(outputs[row], sums[row]);
            }
        }
        for (int column = 0; column < shape.columns(); column++) {
            column(column);
        }
        for (int row = 0; row < shape.rows(); row++) {
            code.aload(sums[row]).aload(outputs[row]).iload(at);
            code.invokevirtual(BYTES, "intoArray", MethodTypeDesc.of(CD_void, ARRAY, CD_int));
        }
        code.iinc(at, bits / Byte.SIZE).goto_(top);
        code.labelBinding(end).return_();
    }

    /// Puts each of an array of arrays into a local variable.
    private void unpack(String arrays, int[] locals) {
        for (int i = 0; i < locals.length; i++) {
            code.aload(SUMS).invokevirtual(descriptionOfSums(), arrays, MethodTypeDesc.of(ARRAY.arrayType()));
            code.loadConstant(i).aaload().astore(locals[i]);
        }
    }

    private void loadTables() {
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); column++) {
                if (!shape.isOne(row, column)) {
                    loadTable(row, column, 0, lowTables[row][column]);
                    loadTable(row, column, Products.HIGH, highTables[row][column]);
                }
            }
        }
    }

    private void loadTable(int row, int column, int half, int local) {
        species().aload(PRODUCTS).aload(SUMS);
        code.invokevirtual(
                descriptionOfSums(),
                "rows",
                MethodTypeDesc.of(CD_int.arrayType().arrayType()));
        code.loadConstant(row).aaload().loadConstant(column).iaload();
        code.loadConstant(Products.BYTES).imul().loadConstant(half).iadd();
        fromArray().astore(local);
    }

    private void column(int column) {
        load(inputs[column], input);
        boolean looksUp = false;
        for (int row = 0; row < shape.rows(); row++) {
            looksUp |= !shape.isOne(row, column);
        }
        if (looksUp) {
            halves();
        }
        for (int row = 0; row < shape.rows(); row++) {
            if (shape.isOne(row, column)) {
                code.aload(input);
            } else {
                code.aload(low).aload(lowTables[row][column]).invokevirtual(BYTES, "selectFrom", BYTES_OF_VECTOR);
                code.getstatic(OPERATORS, "XOR", ASSOCIATIVE);
                code.aload(high).aload(highTables[row][column]).invokevirtual(BYTES, "selectFrom", BYTES_OF_VECTOR);
                code.invokevirtual(BYTES, "lanewise", BYTES_OF_BOTH);
            }
            if (column > 0 || shape.adds()) {
                code.getstatic(OPERATORS, "XOR", ASSOCIATIVE).aload(sums[row]);
                code.invokevirtual(BYTES, "lanewise", BYTES_OF_BOTH);
            }
            code.astore(sums[row]);
        }
    }

    /// There is no shift of bytes in processors; that of ints brings bits of the neighbour, which the mask takes away.
    private void halves() {
        MethodTypeDesc masked = MethodTypeDesc.of(BYTES, CD_byte);
        code.aload(input).loadConstant(HALF_BYTE).invokevirtual(BYTES, "and", masked);
        code.astore(low);
        code.aload(input).invokevirtual(BYTES, "reinterpretAsInts", MethodTypeDesc.of(INTS));
        code.getstatic(OPERATORS, "LSHR", BINARY).loadConstant(Byte.SIZE / 2);
        code.invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, CD_int));
        code.invokevirtual(INTS, "reinterpretAsBytes", MethodTypeDesc.of(BYTES));
        code.loadConstant(HALF_BYTE).invokevirtual(BYTES, "and", masked).astore(high);
    }

    private void load(int array, int local) {
        species().aload(array).iload(at);
        fromArray().astore(local);
    }

    private CodeBuilder species() {
        return code.getstatic(BYTES, "SPECIES_" + bits, SPECIES);
    }

    private CodeBuilder fromArray() {
        return code.invokestatic(BYTES, "fromArray", MethodTypeDesc.of(BYTES, SPECIES, ARRAY, CD_int));
    }

    private static ClassDesc descriptionOfSums() {
        return Sums.class.describeConstable().orElseThrow();
    }

    private int local() {
        return code.allocateLocal(TypeKind.REFERENCE);
    }

    private int[] locals(int count) {
        int[] locals = new int[count];
        for (int i = 0; i < count; i++) {
            locals[i] = local();
        }
        return locals;
    }
}
