/// A kind of goods that the season moves: its names, its place in the customs tariff, its keeping.
///
/// HS codes are the six digits of the Harmonized System.
package struct Crop: Hashable, Sendable {
    package let name: LocalizedText
    package let hsCode: String
    /// Latin name of the plant; `nil` for a by-product.
    package let botanicalName: String?

    private init(_ name: LocalizedText, hs: String, botanical: String? = nil) {
        self.name = name
        hsCode = hs
        botanicalName = botanical
    }
}

extension Crop {
    static let freshApricot = Crop(
        .init("Зардолуи тару тоза", "Абрикос свежий", "Fresh apricots"), hs: "080910",
        botanical: "Prunus armeniaca")
    static let driedApricot = Crop(
        .init("Ғӯлинг (зардолуи хушк)", "Курага", "Dried apricots"), hs: "081310",
        botanical: "Prunus armeniaca")
    static let apricotStones = Crop(
        .init("Донаки зардолу", "Косточка абрикосовая", "Apricot stones"), hs: "121299")
    static let apricotKernels = Crop(
        .init("Мағзи донаки зардолу", "Ядро абрикосовой косточки", "Apricot kernels"),
        hs: "121299")
    static let onion = Crop(
        .init("Пиёз", "Лук репчатый", "Onions"), hs: "070310", botanical: "Allium cepa")
    static let seedCotton = Crop(
        .init("Пахтаи хом", "Хлопок-сырец", "Seed cotton"), hs: "520100",
        botanical: "Gossypium hirsutum")
    static let cottonLint = Crop(
        .init("Нахи пахта", "Хлопок-волокно", "Cotton lint"), hs: "520100",
        botanical: "Gossypium hirsutum")
    static let cottonSeed = Crop(
        .init("Пунбадона", "Семена хлопчатника", "Cotton seed"), hs: "120729",
        botanical: "Gossypium hirsutum")
}
