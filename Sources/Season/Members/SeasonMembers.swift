/// Everybody who takes part in the season.
struct SeasonMembers: Sendable {
    let apricotFarms: [SeasonMember]
    let onionFarms: [SeasonMember]
    let cottonFarms: [SeasonMember]
    let collectors: [SeasonMember]
    let driers: [SeasonMember]
    let cracker: SeasonMember
    let packer: SeasonMember
    let onionPacker: SeasonMember
    let gin: SeasonMember
    let laboratory: SeasonMember
    let inspector: SeasonMember
    let carrier: SeasonMember
    let exporter: SeasonMember
    /// Almaty, Riga, Novosibirsk.
    let importers: [SeasonMember]
    let regulator: SeasonMember

    var all: [SeasonMember] {
        apricotFarms + onionFarms + cottonFarms + collectors + driers
            + [cracker, packer, onionPacker, gin, laboratory, inspector, carrier, exporter]
            + importers + [regulator]
    }

    init() {
        let isfara: [Place] = [.isfara, .vorukh, .neftobod]
        apricotFarms =
            (0..<15).map { Self.farm($0, "apricot-isfara", isfara[$0 % 3], number: $0 + 1) }
            + (15..<26).map { Self.farm($0, "apricot-asht", .shaydon, number: $0 - 14) }
            + (26..<28).map { Self.farm($0, "apricot-konibodom", .konibodom, number: $0 - 25) }
        let khatlon: [Place] = [.vakhsh, .balkhi, .panj, .farkhor]
        onionFarms = (28..<36).map {
            Self.farm($0, "onion", khatlon[$0 % 4], number: $0 - 27)
        }
        let cotton: [Place] = [.bokhtar, .qubodiyon, .balkhi, .vakhsh]
        cottonFarms = (36..<44).map {
            Self.farm($0, "cotton", cotton[$0 % 4], number: $0 - 35, spelling: .urn)
        }
        collectors = [
            Self.company(
                101, "collector-isfara", .collector, at: .isfara,
                .init("Нуқтаи қабули Исфара", "Приёмный пункт Исфара", "Isfara collection point")),
            Self.company(
                102, "collector-vorukh", .collector, at: .vorukh,
                .init("Нуқтаи қабули Ворух", "Приёмный пункт Ворух", "Vorukh collection point")),
            Self.company(
                103, "collector-asht", .collector, at: .shaydon,
                .init("Нуқтаи қабули Ашт", "Приёмный пункт Ашт", "Asht collection point")),
        ]
        driers = [
            Self.company(
                201, "drier-isfara", .processor, at: .isfara,
                .init(
                    "Корхонаи «Ғӯлинги Исфара»", "Предприятие «Гулинги Исфара»",
                    "Ghulingi Isfara drying works")),
            Self.company(
                202, "drier-neftobod", .processor, at: .neftobod,
                .init("Корхонаи «Офтобӣ»", "Предприятие «Офтоби»", "Oftobi drying works")),
            Self.company(
                203, "drier-asht", .processor, at: .shaydon,
                .init(
                    "Корхонаи «Меваи Ашт»", "Предприятие «Меваи Ашт»",
                    "Mevai Asht drying works")),
            Self.company(
                204, "drier-konibodom", .processor, at: .konibodom,
                .init(
                    "Корхонаи «Конибодом-Мева»", "Предприятие «Канибадам-Мева»",
                    "Konibodom-Meva drying works")),
        ]
        cracker = Self.company(
            205, "cracker-konibodom", .processor, at: .konibodom,
            .init("Коргоҳи «Мағз»", "Цех «Магз»", "Maghz kernel works"))
        packer = Self.company(
            206, "packer-ghafurov", .processor, at: .ghafurov,
            .init(
                "Корхонаи бастабандии «Суғд-Мева»", "Упаковочное предприятие «Сугд-Мева»",
                "Sughd-Meva packing house"))
        onionPacker = Self.company(
            207, "packer-bokhtar", .processor, at: .bokhtar,
            .init("Анбори «Пиёзи Вахш»", "Склад «Пиёзи Вахш»", "Piyozi Vakhsh store"))
        gin = Self.company(
            208, "gin-bokhtar", .processor, at: .bokhtar, spelling: .urn,
            .init(
                "Корхонаи пахтатозакунии Бохтар", "Хлопкоочистительный завод Бохтар",
                "Bokhtar cotton gin"))
        laboratory = Self.company(
            301, "laboratory-dushanbe", .laboratory, at: .dushanbe,
            .init(
                "Озмоишгоҳи намунавӣ", "Испытательная лаборатория (учебная)",
                "Sample testing laboratory"))
        inspector = Self.company(
            302, "inspector-phyto", .inspector, at: .khujand,
            .init(
                "Нозироти карантини растаниҳо", "Инспекция карантина растений",
                "Plant quarantine inspection"))
        carrier = Self.company(
            401, "carrier-khujand", .carrier, at: .khujand,
            .init(
                "Ширкати «Роҳи абрешим»", "Перевозчик «Рохи абрешим»",
                "Rohi Abreshim haulage"))
        exporter = Self.company(
            402, "exporter-khujand", .exporter, at: .khujand,
            .init(
                "Ширкати содиротии «Боғи Суғд»", "Экспортёр «Боги Сугд»",
                "Boghi Sughd exports"))
        importers = [
            Self.foreign(
                501, "importer-almaty", at: .almaty,
                .init("Харидори Алмаато", "Покупатель, Алматы", "Almaty wholesale")),
            Self.foreign(
                502, "importer-riga", at: .riga,
                .init("Харидори Рига", "Покупатель, Рига", "Riga dried fruit import")),
            Self.foreign(
                503, "importer-novosibirsk", at: .novosibirsk,
                .init(
                    "Харидори Новосибирск", "Покупатель, Новосибирск",
                    "Novosibirsk vegetable depot")),
        ]
        regulator = SeasonMember(
            "regulator-food-security", .regulator,
            .init(
                "Кумитаи амнияти озуқаворӣ (намунавӣ)",
                "Комитет продовольственной безопасности (учебный)",
                "Food security committee (sample)"),
            prefix: nil, at: .dushanbe)
    }

    private static func farm(
        _ index: Int, _ kind: String, _ place: Place, number: Int,
        spelling: Identifier.Spelling = .digitalLink
    ) -> SeasonMember {
        SeasonMember(
            "farm-\(kind)-\(padded(number))", .farm, FarmName.named(index),
            prefix: CompanyPrefix(range: 488, number: 1_001 + index), at: place,
            spelling: spelling)
    }

    private static func company(
        _ number: Int, _ id: String, _ role: SeasonMember.Role, at place: Place,
        spelling: Identifier.Spelling = .digitalLink, _ name: LocalizedText
    ) -> SeasonMember {
        SeasonMember(
            id, role, name, prefix: CompanyPrefix(range: 488, number: 2_000 + number), at: place,
            spelling: spelling)
    }

    private static func foreign(
        _ number: Int, _ id: String, at place: Place, _ name: LocalizedText
    ) -> SeasonMember {
        SeasonMember(
            id, .importer, name, prefix: CompanyPrefix(range: 952, number: number), at: place)
    }
}
