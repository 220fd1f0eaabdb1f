"""Names of countries, armed groups and their people, and swapping them at random in a training text.

A reader that has seen "Kerry" beside "stalled" often enough learns who instead of what. Swapping whole
families of names (country, its adjective, its capital, its leader) for others of the same sort keeps the
sentence and takes the habit away. The table is a word list of common knowledge, not a statement about
anybody.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

# noun; adjective; people; capital(s); leaders. Alternatives are parted by "|"; an empty field falls back to
# the noun.
# ruff: noqa: E501
_STATES = """
Russia|Russian Federation|USSR;Russian;Russians;Moscow|Kremlin|the Kremlin;Putin|Vladimir Putin|Lavrov|Sergei Lavrov|Peskov|Medvedev|Yeltsin
Ukraine;Ukrainian;Ukrainians;Kyiv|Kiev;Zelenskyy|Volodymyr Zelenskyy|Zelensky|Volodymyr Zelensky|Poroshenko|Kuleba|Yanukovych
Israel;Israeli;Israelis;Jerusalem|Tel Aviv;Netanyahu|Benjamin Netanyahu|Olmert|Gallant|Sharon|Barak|Livni
Lebanon;Lebanese;Lebanese;Beirut;Mikati|Najib Mikati|Berri|Siniora|Hariri
Syria;Syrian;Syrians;Damascus|Aleppo|Idlib;Assad|Bashar al-Assad|al-Assad|Sharaa|Ahmed al-Sharaa
Iran;Iranian;Iranians;Tehran;Khamenei|Rouhani|Hassan Rouhani|Raisi|Ahmadinejad|Zarif|Araghchi|Pezeshkian
Iraq;Iraqi;Iraqis;Baghdad|Mosul;Maliki|Nouri al-Maliki|al-Sudani|Saddam Hussein
Turkey|Turkiye;Turkish;Turks;Ankara|Istanbul;Erdogan|Recep Tayyip Erdogan|Cavusoglu|Fidan
Egypt;Egyptian;Egyptians;Cairo;Sisi|Abdel Fattah al-Sisi|Mubarak|Morsi|Shoukry
Qatar;Qatari;Qataris;Doha;Al Thani|Sheikh Tamim|al-Ansari
Saudi Arabia;Saudi;Saudis;Riyadh|Jeddah;Mohammed bin Salman|King Salman|Prince Faisal
Jordan;Jordanian;Jordanians;Amman;King Abdullah|Safadi
Kuwait;Kuwaiti;Kuwaitis;Kuwait City;Sheikh Sabah
Oman;Omani;Omanis;Muscat;Sultan Haitham|Busaidi
Yemen;Yemeni;Yemenis;Sanaa|Aden|Hodeidah;Saleh|Hadi|Abd-Rabbu Mansour Hadi
Libya;Libyan;Libyans;Tripoli|Benghazi|Sirte;Gaddafi|Muammar Gaddafi|Dbeibah|Serraj
Sudan;Sudanese;Sudanese;Khartoum|Port Sudan;Burhan|Abdel Fattah al-Burhan|Bashir|Omar al-Bashir
South Sudan;South Sudanese;South Sudanese;Juba;Kiir|Salva Kiir
Ethiopia;Ethiopian;Ethiopians;Addis Ababa;Abiy|Abiy Ahmed|Meles
Eritrea;Eritrean;Eritreans;Asmara;Isaias|Isaias Afwerki
Somalia;Somali;Somalis;Mogadishu;Hassan Sheikh Mohamud|Farmajo
Kenya;Kenyan;Kenyans;Nairobi;Ruto|William Ruto|Kenyatta|Kibaki
Uganda;Ugandan;Ugandans;Kampala;Museveni|Yoweri Museveni
Rwanda;Rwandan;Rwandans;Kigali;Kagame|Paul Kagame
Congo|DR Congo|Democratic Republic of Congo|DRC;Congolese;Congolese;Kinshasa|Goma|Bukavu;Tshisekedi|Felix Tshisekedi|Kabila
Burundi;Burundian;Burundians;Bujumbura;Ndayishimiye|Nkurunziza
Central African Republic|CAR;Central African;Central Africans;Bangui;Touadera|Bozize
Chad;Chadian;Chadians;N'Djamena;Deby|Idriss Deby
Mali;Malian;Malians;Bamako;Goita|Keita
Niger;Nigerien;Nigeriens;Niamey;Bazoum|Tiani
Nigeria;Nigerian;Nigerians;Abuja;Buhari|Tinubu|Goodluck Jonathan
Ivory Coast;Ivorian;Ivorians;Abidjan;Ouattara|Gbagbo
Mozambique;Mozambican;Mozambicans;Maputo;Nyusi
Angola;Angolan;Angolans;Luanda;Lourenco|Joao Lourenco
Zimbabwe;Zimbabwean;Zimbabweans;Harare;Mugabe|Mnangagwa
Algeria;Algerian;Algerians;Algiers;Tebboune|Bouteflika
Morocco;Moroccan;Moroccans;Rabat;King Mohammed
Armenia;Armenian;Armenians;Yerevan;Pashinyan|Nikol Pashinyan|Sargsyan
Azerbaijan;Azerbaijani|Azeri;Azerbaijanis|Azeris;Baku;Aliyev|Ilham Aliyev
Georgia;Georgian;Georgians;Tbilisi;Saakashvili|Mikheil Saakashvili
Moldova;Moldovan;Moldovans;Chisinau;Sandu|Maia Sandu
Serbia;Serbian;Serbs|Serbians;Belgrade;Vucic|Aleksandar Vucic|Tadic
Kosovo;Kosovar;Kosovars;Pristina;Kurti|Albin Kurti|Thaci
Bosnia;Bosnian;Bosnians;Sarajevo;Dodik
Belarus;Belarusian;Belarusians;Minsk;Lukashenko|Alexander Lukashenko
Afghanistan;Afghan;Afghans;Kabul|Kandahar;Karzai|Hamid Karzai|Ghani|Ashraf Ghani
Pakistan;Pakistani;Pakistanis;Islamabad;Musharraf|Imran Khan|Sharif|Shehbaz Sharif
India;Indian;Indians;New Delhi|Delhi;Modi|Narendra Modi|Manmohan Singh|Jaishankar
Sri Lanka;Sri Lankan;Sri Lankans;Colombo;Rajapaksa|Mahinda Rajapaksa
Nepal;Nepali;Nepalis;Kathmandu;Prachanda|Koirala
Myanmar|Burma;Burmese;Burmese;Naypyidaw|Yangon;Min Aung Hlaing|Suu Kyi|Aung San Suu Kyi
Thailand;Thai;Thais;Bangkok;Anutin|Prayuth|Thaksin
Cambodia;Cambodian;Cambodians;Phnom Penh;Hun Sen|Hun Manet
Philippines;Philippine|Filipino;Filipinos;Manila;Marcos|Duterte|Arroyo|Aquino
Indonesia;Indonesian;Indonesians;Jakarta;Jokowi|Widodo|Yudhoyono|Prabowo
China;Chinese;Chinese;Beijing;Xi|Xi Jinping|Wang Yi|Hu Jintao
Taiwan;Taiwanese;Taiwanese;Taipei;Tsai Ing-wen|Lai Ching-te
Japan;Japanese;Japanese;Tokyo;Kishida|Abe|Shinzo Abe
South Korea;South Korean;South Koreans;Seoul;Moon|Moon Jae-in|Yoon|Park Geun-hye
North Korea;North Korean;North Koreans;Pyongyang;Kim|Kim Jong Un|Kim Jong-il|Kim Jong-un
United States|US|U.S.|USA|America;American;Americans;Washington|White House;Trump|Donald Trump|Biden|Joe Biden|Obama|Barack Obama|Bush|Kerry|John Kerry|Blinken|Antony Blinken|Rubio|Clinton|Rice|Witkoff
Britain|UK|United Kingdom;British;Britons;London;Sunak|Johnson|Boris Johnson|Cameron|Starmer|Blair
France;French;French;Paris;Macron|Emmanuel Macron|Hollande|Sarkozy|Chirac
Germany;German;Germans;Berlin;Merkel|Angela Merkel|Scholz|Olaf Scholz|Merz|Steinmeier
Italy;Italian;Italians;Rome;Meloni|Berlusconi|Draghi
Spain;Spanish;Spaniards;Madrid;Sanchez|Zapatero|Rajoy
Poland;Polish;Poles;Warsaw;Duda|Tusk|Morawiecki
Norway;Norwegian;Norwegians;Oslo;Stoere|Solberg
Switzerland;Swiss;Swiss;Geneva|Bern;Cassis
Kazakhstan;Kazakh;Kazakhs;Astana;Tokayev|Nazarbayev
Kyrgyzstan;Kyrgyz;Kyrgyz;Bishkek;Japarov
Tajikistan;Tajik;Tajiks;Dushanbe;Rahmon
Colombia;Colombian;Colombians;Bogota;Petro|Gustavo Petro|Santos|Juan Manuel Santos|Uribe|Alvaro Uribe
Venezuela;Venezuelan;Venezuelans;Caracas;Maduro|Nicolas Maduro|Chavez|Hugo Chavez
Ecuador;Ecuadorean;Ecuadoreans;Quito;Noboa|Correa
Peru;Peruvian;Peruvians;Lima;Boluarte|Fujimori
Bolivia;Bolivian;Bolivians;La Paz;Morales
Brazil;Brazilian;Brazilians;Brasilia;Lula|Bolsonaro
Mexico;Mexican;Mexicans;Mexico City;Lopez Obrador|Calderon|Sheinbaum
Cuba;Cuban;Cubans;Havana;Castro|Raul Castro
Haiti;Haitian;Haitians;Port-au-Prince;Henry|Ariel Henry
Honduras;Honduran;Hondurans;Tegucigalpa;Zelaya
East Timor;Timorese;Timorese;Dili;Ramos-Horta
Cyprus;Cypriot;Cypriots;Nicosia;Christofias
Fiji;Fijian;Fijians;Suva;Bainimarama
"""
# armed groups: names; fighters; place they hold; leaders.
_GROUPS = """
Hamas;Hamas fighters;Gaza|the Gaza Strip|Gaza Strip|Rafah|Khan Younis;Haniyeh|Ismail Haniyeh|Sinwar|Meshaal
Hezbollah|Hizbollah;Hezbollah fighters;southern Lebanon|south Lebanon;Nasrallah|Hassan Nasrallah|Qassem
Islamic Jihad;Islamic Jihad fighters;Jenin;Nakhala
Palestinian Authority|PLO|Fatah;Palestinians|Palestinian;West Bank|the West Bank|Ramallah;Abbas|Mahmoud Abbas|Arafat
Taliban|the Taliban;Taliban fighters;Helmand;Mullah Omar|Mullah Baradar|Akhundzada
Houthis|the Houthis|Houthi;Houthi rebels;Hodeidah|Marib;Abdul Malik al-Houthi|al-Houthi
RSF|Rapid Support Forces;RSF fighters|paramilitaries;Darfur|El Fasher|Omdurman;Hemedti|Dagalo|Mohamed Hamdan Dagalo
SPLM|SPLM-N|SPLA;southern rebels;Blue Nile|South Kordofan|Abyei;Machar|Riek Machar|Garang
JEM|Justice and Equality Movement;Darfur rebels;El Geneina;Khalil Ibrahim
TPLF|Tigray forces;Tigrayan forces|Tigrayans|Tigrayan;Tigray|Mekelle;Debretsion|Getachew Reda
Oromo Liberation Army|OLA;Oromo rebels;Oromia;Jaal Marroo
M23;M23 rebels;North Kivu|Kivu|eastern Congo;Nangaa|Bisimwa
LRA|Lord's Resistance Army;LRA rebels;northern Uganda;Kony|Joseph Kony
Al Shabaab|al-Shabab|Shabaab;Shabaab fighters;Baidoa|Kismayo;Abu Ubaidah
Boko Haram;Boko Haram militants;Maiduguri|Borno;Shekau
Islamic State|ISIS|ISIL;Islamic State fighters;Raqqa|Deir ez-Zor;Baghdadi
PKK|YPG|SDF;Kurdish fighters|Kurdish rebels|Kurds|Kurdish;Kobani|Afrin|Hasakah;Ocalan|Abdullah Ocalan|Mazloum Abdi
FARC;FARC rebels|FARC guerrillas;Caqueta;Timochenko|Ivan Marquez|Iván Márquez
ELN|National Liberation Army;ELN rebels|ELN guerrillas;Arauca;Beltran|Pablo Beltrán
ETA;Basque separatists;Basque Country;Otegi
LTTE|Tamil Tigers|Tigers;Tamil rebels|Tamils;Jaffna|Kilinochchi;Prabhakaran|Balasingham
MILF|Moro Islamic Liberation Front;Moro rebels|Muslim rebels;Mindanao;Murad|Misuari
NPA|CPP|National Democratic Front;communist rebels;Samar;Sison|Joma Sison
Karen National Union|KNU|Arakan Army;ethnic rebels;Rakhine|Kachin|Shan State;Mutu Say Poe
Maoists|the Maoists;Maoist rebels;Chhattisgarh|Bastar;Bhattarai
ULFA;Assam rebels;Assam|Nagaland;Rajkhowa
Donetsk People's Republic|separatists|the separatists;pro-Russian rebels|pro-Russian separatists;Donbas|Donbass|eastern Ukraine|Donetsk|Luhansk;Zakharchenko|Pushilin|Plotnitsky
Abkhazia|South Ossetia;Abkhaz|South Ossetian|Ossetians;Sukhumi|Tskhinvali;Kokoity|Bagapsh
Nagorno-Karabakh|Karabakh;Karabakh Armenians;Stepanakert|Shusha;Harutyunyan
LNA|Libyan National Army|GNA;eastern forces;Cyrenaica|Tobruk;Haftar|Khalifa Haftar
Free Syrian Army|HTS|Nusra Front;Syrian rebels|opposition fighters;Eastern Ghouta|Hama|Homs;Jolani|Hijab
Polisario|Polisario Front;Sahrawi fighters;Western Sahara;Ghali
Renamo;Renamo fighters;Sofala;Dhlakama|Afonso Dhlakama
Seleka|anti-balaka;Seleka rebels;Bria;Djotodia
Wagner|Wagner Group;Wagner fighters;Rostov;Prigozhin|Yevgeny Prigozhin
G9|Viv Ansanm;gang members;Cite Soleil;Barbecue|Cherizier
"""
_ROLES = 5


@dataclass(frozen=True, slots=True)
class Family:
    """One row of the table: its sort and, role by role, its alternative names."""

    sort: str
    roles: tuple[tuple[str, ...], ...]


def _families() -> tuple[Family, ...]:
    rows = [("state", r) for r in _STATES.strip().splitlines()] + [
        ("group", r) for r in _GROUPS.strip().splitlines()
    ]
    return tuple(Family(sort, tuple(tuple(f.split("|")) for f in row.split(";"))) for sort, row in rows)


FAMILIES = _families()
_WHERE = {
    name: (number, role)
    for number, family in enumerate(FAMILIES)
    for role, names in enumerate(family.roles)
    for name in names
}
_ANY = re.compile(
    r"(?<![\w-])(" + "|".join(re.escape(n) for n in sorted(_WHERE, key=len, reverse=True)) + r")(?!\w)"
)
_OF_SORT = {sort: [n for n, f in enumerate(FAMILIES) if f.sort == sort] for sort in ("state", "group")}


def swapped(texts: list[str], rng: random.Random) -> list[str]:
    """The texts with every known family replaced by another of its sort, the same one in all of them."""
    target: dict[int, int] = {}
    chosen: dict[tuple[int, int, str], str] = {}

    def other(match: re.Match[str]) -> str:
        number, role = _WHERE[match[1]]
        if number not in target:
            target[number] = rng.choice(_OF_SORT[FAMILIES[number].sort])
        names = FAMILIES[target[number]].roles[role]
        key = (number, role, match[1])
        if key not in chosen:
            chosen[key] = rng.choice(names)
        return chosen[key]

    return [_ANY.sub(other, text) for text in texts]
