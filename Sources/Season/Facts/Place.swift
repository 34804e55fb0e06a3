/// A town or village where members work, with its district.
///
/// Coordinates are those of GeoNames (CC BY 4.0) to four decimals; district names follow the
/// administrative division of Tajikistan.
package struct Place: Hashable, Sendable {
    package let name: LocalizedText
    package let district: LocalizedText
    /// ISO 3166-2, or the ISO 3166-1 alpha-2 code alone for a place abroad.
    package let region: String
    /// Ten-thousandths of a degree, north and east positive.
    package let latitude: Int
    package let longitude: Int

    private init(
        _ name: LocalizedText, district: LocalizedText? = nil, _ region: String, _ latitude: Int,
        _ longitude: Int
    ) {
        self.name = name
        self.district = district ?? name
        self.region = region
        self.latitude = latitude
        self.longitude = longitude
    }

    /// ISO 3166-1 alpha-2.
    package var country: String { String(region.prefix(2)) }
}

extension Place {
    static let isfara = Place(.init("Исфара", "Исфара", "Isfara"), "TJ-SU", 401_265, 706_253)
    static let vorukh = Place(
        .init("Ворух", "Ворух", "Vorukh"), district: isfara.district, "TJ-SU", 398_513, 705_801)
    static let neftobod = Place(
        .init("Нефтобод", "Нефтеабад", "Neftobod"), district: isfara.district, "TJ-SU", 402_152,
        705_719)
    static let shaydon = Place(
        .init("Шайдон", "Шайдан", "Shaydon"), district: .init("Ашт", "Ашт", "Asht"), "TJ-SU",
        406_699, 703_502)
    static let konibodom = Place(
        .init("Конибодом", "Канибадам", "Konibodom"), "TJ-SU", 402_941, 704_312)
    static let ghafurov = Place(
        .init("Ғафуров", "Гафуров", "Ghafurov"),
        district: .init("Бобоҷон Ғафуров", "Бободжон Гафуров", "Bobojon Ghafurov"), "TJ-SU",
        402_157, 697_287)
    static let khujand = Place(
        .init("Хуҷанд", "Худжанд", "Khujand"), "TJ-SU", 402_826, 696_222)

    static let bokhtar = Place(
        .init("Бохтар", "Бохтар", "Bokhtar"), "TJ-KT", 378_365, 687_776)
    static let vakhsh = Place(.init("Вахш", "Вахш", "Vakhsh"), "TJ-KT", 377_149, 688_346)
    static let balkhi = Place(
        .init("Балх", "Балх", "Balkh"),
        district: .init("Ҷалолиддини Балхӣ", "Джалолиддин Балхи", "Jaloliddini Balkhi"), "TJ-KT",
        375_882, 686_589)
    static let panj = Place(.init("Панҷ", "Пяндж", "Panj"), "TJ-KT", 372_363, 690_991)
    static let qubodiyon = Place(
        .init("Қубодиён", "Кабодиён", "Qubodiyon"), "TJ-KT", 374_097, 681_864)
    static let farkhor = Place(.init("Фархор", "Фархор", "Farkhor"), "TJ-KT", 374_922, 694_036)

    static let dushanbe = Place(
        .init("Душанбе", "Душанбе", "Dushanbe"), "TJ-DU", 385_358, 687_791)

    static let almaty = Place(.init("Алмаато", "Алматы", "Almaty"), "KZ", 432_567, 769_286)
    static let riga = Place(.init("Рига", "Рига", "Riga"), "LV", 569_460, 241_059)
    static let novosibirsk = Place(
        .init("Новосибирск", "Новосибирск", "Novosibirsk"), "RU", 550_415, 829_346)
}
