"""First names that people in trade meet, in Latin letters, and capitalised words that are no names.

生意上常见的英文名，以及首字母大写却不是人名的词。
"""

_EUROPE = (
    "aaron abby abigail adam adrian adriana adriano agata agnes agnieszka aidan ailsa aine alan alasdair alba albert alberto aled "
    "alejandra alejandro aleksandra alena alessandra alessandro alessia alex alexander alexandra alexandre alexei alexis alfie "
    "alfonso alfred alice alicia alina alison alistair allan allen allison alma alva alvaro amanda amber amelia amelie amy ana "
    "anastasia anders andre andrea andreas andrei andres andrew andrzej andy angel angela angelica angelo angie angus anita anja anke "
    "ann anna annabel anne annette annie annika anouk ansel anthony antoine antoinette anton antonia antonio april archie ariel arne "
    "arthur arturo ashleigh ashley astrid audrey august aurelie aurora austin axel aziz barbara barney barry bart beata beatrice "
    "beatriz becca beck becky belinda bella ben benedict benedikt benjamin benoit bernard bernd bernie bert beth bethany betsy betty "
    "bev beverley bianca bill billie billy birgit bjorn blanca bob bobby bogdan bonnie boris brad bradley brandon brenda brendan brett "
    "brian bridget brigid brigitte britta bronwen bronwyn bruce bruno bryan bryce bryn caitlin caleb callum calvin cameron camila "
    "camille camilla carina carl carla carlo carlos carly carmen carol carole carolina caroline carolyn carrie carsten casey cassandra "
    "cassie catalina caterina catherine cathy catriona cecilia cecily cedric celia celine chad charlene charles charlie charlotte "
    "chelsea cheryl chiara chloe chris christa christian christiane christina christine christof christoph christophe christopher "
    "chuck cian ciara cindy claire clara clare clark claude claudia claudio claus clive clodagh cody colette colin colleen concetta "
    "connie connor conor conrad corinne cormac cory courtney craig cristian cristina cynthia daan dafydd dagmar daisy dale damian damien "
    "damon dan dana daniel daniela daniele danielle danny daphne darlene darragh darren darryl dave davey david davide dawn dean deanna deb "
    "debbie deborah debra declan deirdre delia delphine denis denise dennis derek dermot derrick desmond diana diane diarmuid dick "
    "diego dieter dimitri dina dirk dmitri dmitry dolores dominic dominik dominika dominique don donald donna donovan dora doreen doris dorota "
    "dorothy doug dougal douglas duncan dustin dylan eamon eamonn ed eddie eddy edgar edith edmund eduardo edward edwin eileen eilidh "
    "eilish einar elaine eleanor elena eleni eleonora elfriede eli elias elin elisa elisabeth elisabetta elise eliza elizabeth elke ella "
    "elle ellen ellie elliot elliott elmer eloise elsa elsie elspeth elvira emanuel emil emile emilia emilie emilio emily emma emmanuel "
    "emmanuelle enda enrico enrique enzo eoghan eoin eric erica erich erik erika erin ernest ernesto ernst erwin esme esteban estelle "
    "esther etienne eugene eugenia euan eva evan eve evelyn ewa ewan ewen fabian fabio fabrice fabrizio faye federica federico felicia "
    "felicity felipe felix ferdinand fergal fergus fernanda fernando filip filippo finlay finn finola fintan fiona fionn flora florence florian floris "
    "frances francesca francesco francine francis francisco franco francois francoise frank frankie franz fraser fred freda freddie "
    "freddy frederic frederick frederik freja freya frida friedrich fritz gabby gabriel gabriela gabriele gabrielle gail gareth gary gavin gaz "
    "gayle gemma gene genevieve geoff geoffrey george georges georgia georgie georgina gerald gerard gerardo gerd gerda gerhard gerry "
    "gert giacomo gianluca gianni gilbert giles gill gillian gina ginny giorgio giovanna giovanni gisela giulia giuseppe gladys glen "
    "glenda glenn gloria gordon grace graeme graham grainne grant greg gregor gregory greta gretchen grzegorz guido guillaume guillermo "
    "gunnar gunther gus gustav gustavo guy gwen gwyneth hailey hal halina hamish hank hanna hannah hanne hannes hans harold harriet harrison harry "
    "harvey hazel heather hector heidi heike heiko heinrich heinz helen helena helene helga helmut hendrik henk henning henri "
    "henriette henrik henry herbert herman hermann hilary hilda hilde holger holly horst howard hubert hugh hugo iain ian ida ieuan ignacio igor ilaria "
    "ilona imogen ines inga inge ingo ingrid irena irene irina iris irma isaac isabel isabella isabelle isla ismael istvan ivan ivana ivo ivy izzy jace "
    "jack jackie jackson jacob jacqueline jacques jade jaime jake jakob jakub jamie james jan jana jane janet janice janine jared "
    "jarek jasmine jason javier jay jayne jean jeanette jeanne jeff jeffrey jelena jen jenna jenni jennifer jenny jens jeremy jerome jerry jess "
    "jesse jessica jessie jesus jette jill jim jimmy jo joachim joan joana joann joanna joanne joao joaquin jochen jodie joe joel joelle johan johann "
    "johanna john johnny jolanta jon jonas jonathan jonny joost jordan jordi jorge jorgen jose josef josefina joseph josephine josh joshua josie "
    "joy joyce juan juanita judith judy jules julia julian juliana julie julien juliet juliette julio june jurgen justin justine justyna kai "
    "karel karen karin karina karl karla karolina karsten kasia kaspar kat kate katarina katarzyna kate katerina katharina katherine kathleen kathrin "
    "kathryn kathy katie katja katrin katrina katy kay kayla keegan keith kelley kelly kelvin ken kendra kenneth kenny kerry kerstin kevin kiera kieran killian "
    "kim kimberly kirk kirsten kirsty kit kitty kjell klara klaus knut konrad konstantin kris krista kristen kristian kristin kristina "
    "kristof kristoffer krystyna krzysztof kurt kyle lance lara larissa larry lars lasse laszlo laura lauren laurence laurent laurie lawrence leah lee leif leigh "
    "lena lennart leo leon leona leonard leonardo leonie leopold lesley leslie leticia lewis lex liam lidia liesbeth lila lillian lily lina linda lindsay lindsey linus lisa "
    "lisbeth liv liz liza lizzie lloyd lois lola lorcan lore loredana lorenzo loretta lori lorna lorraine lothar lou louis louisa louise luc luca lucas "
    "lucia lucian luciana luciano lucie lucien lucinda lucy ludovic ludwig luigi luis luisa lukas lukasz luke lurdes lutz lydia lyn lynda lynette lynn lynne "
    "mabel maciej maddie madeleine madison mads maeve magda magdalena maggie magnus maike maire mairead maja malcolm malgorzata malte mandy manfred manny manuel manuela mara "
    "marc marcel marcela marcelo marcia marcin marco marcos marcus marek margaret margarita margaux margit margot marguerite mari maria mariana marianne marie marieke marija marilyn marina mario "
    "marion marisa marissa marit marius marjorie mark marko markus marlene marlon marta martha martin martina martyn marvin mary marzena mason massimo mateo mateusz "
    "mathew mathias mathieu mathilde matilda matt matteo matthew matthias matthieu mattias maud maura maureen maurice mauricio mauro max maxime maximilian maxine may maya meg megan meike mel "
    "melanie melissa melvin mercedes meredith merete mette mia michael michaela michal michel michele michelle mick mickey miguel mikael mike mikkel mikko mikael mila mildred miles milena milica millie milo milos mimi "
    "mina mindy miranda miriam mirjam miroslav misha mitch mitchell moira molly mona monica monika monique morag morgan moritz morris morten morwenna muriel murray myra myriam myrtle nadia nadine nancy naomi natalia natalie "
    "natasha nathalie nathan ned neil nell nelson nerys nessa niall niamh nicholas nick nicki nicky nico nicola nicolas nicole niels nigel nika niklas nikola nikolai nikolas nikos nils nina noah noel noelle nora norbert norm norma "
    "norman nuala nuno octavia odette odile ola olaf ole oleg oleksandr olena olga oliver olivia olivier ollie olof oonagh orla orlando oscar oskar otis otto owen pablo paddy paige pam pamela paola paolo pascal pat patricia patricio patrick patrik patsy patty paul "
    "paula pauline pavel pavlo pawel pearl pedro peggy penelope penny per perry pete peter petr petra petros phil philip philipp philippa philippe phoebe phyllis pia piers pierre piet pieter pietro pilar pip piotr piper polly "
    "poppy priscilla quentin quinn rachael rachel rachelle rafael rafal raffaele ragnar ralf ralph ramon ramona randall randi randy raquel raul ray raymond rebecca rebekah reece reggie regina reinhard reinhold remi rene renata renate renato renee reuben rex rhiannon rhoda rhodri "
    "rhona rhys ricardo riccardo rich richard rick ricky rik rikke riley rita rob robbie robert roberta roberto robin robyn rocco rod roddy rodney rodrigo roger roisin roland rolf roman romina ron ronald ronan ronnie roos rory rosa rosalie rosalind rosalyn rosario rose roseanne rosemary "
    "rosie ross rowan rowena roxanne roy ruairi ruben ruby rudi rudolf rudy rufus rupert russ russell ruth ryan ryszard sabina sabine sabrina sadie sally salvatore sam samantha sammy samuel sander sandra sandrine sandro sandy sanna sanne santiago sara sarah sascha sasha saskia saul scott "
    "sean seamus sebastian sebastien serena sergei sergey sergio seth severine shane shannon sharon shaun shauna shawn sheila shelley shelly sheryl shirley sian sibylle sid sidney siegfried sietske signe sigrid silke silvana silvia silvio simon simona simone sinead siobhan sissel sixten slawomir snezana sofia sofie "
    "solveig sonia sonja sonya sophia sophie soren spencer stacey stacy stan stanislav stanley stefan stefania stefano steffen steffi stella sten stephan stephane stephanie stephen steve steven stewart stina stu stuart sue susan susana susanna susanne susie suzanne suzy svein sven svenja svetlana sybil sylvia sylvie "
    "tabitha tadeusz tamara tammy tamsin tania tanja tanya tara tatiana tatjana ted teddy terence teresa terese terry tess tessa tessie thea thelma theo theodore theresa therese thibault thierry thijs thomas thorsten tiago tiffany tilda tilly tim timo timothy tina tobias tobin toby todd tom tomas tomasz tommaso "
    "tommy toni tonia tonje tony tonya torben tore torsten tracey tracy travis trevor tricia trine trish tristan trudy tyler tyrone tyson ulf ulla ulrich ulrike ulrik una urs ursula uschi ute uwe valentin valentina valeria valerie vanessa vasile vasily vaughn vera verena vernon veronica veronika veronique vic vicki vicky victor victoria "
    "vince vincent vincenzo viola violet virginia virginie vito vittorio vivian vivien vivienne vlad vladimir volker wade wallace walt walter wanda warren wayne wendell wendy werner wes wesley wilbur wilf wilfred wilhelm will willa willem william willie willy wilma winifred winnie wojciech wolfgang wouter xander xavier yann yannick yasmin "
    "yolanda yorick yves yvette yvonne zac zach zachary zack zara zbigniew zdenek zed zoe zofia zoltan zora zuzana abel ringo trey walt nate bette milly evie tilly maisie aoife saoirse caoimhe ciaran cillian padraig tadhg sorcha aisling xiomara zelda tarquin ulrika bartosz ngaire marisol ximena rocio joaquina guadalupe consuelo thiago heitor rafaela luiza thais kirill ruslan timur gulnara aigul"
)
_ASIA_AFRICA = (
    "abdul abdullah abdulrahman abebe abena abhishek abimbola abiola abu ade adebayo adaeze adel aditi aditya adnan afia agung ahmad ahmed aicha aisha aishwarya ajay akash akif akiko akin akio akira akosua akua alhaji ali alia amal aman amara amina amir amit amma amr anand anas ananya andi angelo "
    "anil anita anjali ankit anthea anu anuj anwar aoi aparna apinya aravind arjun arif arun aruna asad asif aslan atsushi ayako ayesha ayman ayo ayumi aziz babatunde badr bahar bala bambang baraka basak bashir bayu bhavna bilal bimal binh bola bongani budi burak can catur cem chandra cherono chetan chi chiara chidi chidinma chika chima chinedu chioma "
    "chirag chuka chukwu dalia danish deepa deepak deepika deniz desta dev devi dewi dhruv diallo dilip dina dinesh divya duc dung ebru ebo efua ekta elif emeka emre endah enitan ersin esi eun fadi fahad faisal farah farhan farid faris farouk fatih fatima fatma fatou femi fikret folake funmi ganesh gaurav gita githa gopal "
    "govind gulsen habib hadi hakan hala hamid hamza hana hanan hani hardik hari harish haruki haruto hasan hassan hatice hideki hiro hiroko hiroshi hisham hoa hossein huda huseyin hussein hyun ibrahim idris ifeoma ikram ikenna imran indira ines irfan isha ismail ismet itsuki jaafar jagdish jamal jamila jaya jayesh jin jiro jitendra joko jomo joon jun jyoti "
    "kabir kadir kamal kamala kamau kamila kaori karan karim karthik kartik kasim kaya kazuo keiko keita kenji kenta keshav khadija khaled khalid khanh kiran kishore kofi koji komal krishna kudzai kumar kumiko kunal kwabena kwame kwasi lakshmi lalit laleh lam latifa layla leila lerato lindiwe linh madhu madhuri mahesh mahmoud makoto mai malik mamadou manish manoj mansour mariam masako masashi masato "
    "mayumi mbali meena meenakshi meera mehdi mehmet mehul mei melek meron michiko mihir miki mina minh misaki mitsuko moeen mohamed mohammad mohammed mohan mohit mohsin mona moses mostafa mounir muhammad mukesh murali murat musa mustafa mutua mwangi nabil nadeem nadir naeem nafisa nana nanami nandini naoki naoko nari narayan naresh nasir nasreen navin nawal nayla neel neelam neeraj neha "
    "ngozi ngoc nguyen nidhi nikhil nilesh nima nimisha nisha nitin njeri nobuko noor noura nur obi obinna oduya okechukwu olu oluwaseun omar omer omid onur osama osei osman otieno ousmane padma palesa parisa parveen pooja prabhu pradeep prakash pramod pranav prasad prashant pratik pravin preeti prem priya priyanka puja punit putri quang rachid radha rafiq raghav raghavan rahim rahul raj raja rajan rajeev rajesh rajiv raju "
    "rakesh ram rama raman ramesh rami ramy rana randa ranjit rashid rashmi rasmus ravi ravindra raza reem reena rekha reza riad rika riku rina rishi ritu riya rohan rohit roshan ruchi rukmini ryo ryota sachin sade sadia saeed said sakura salah salim salma sami samir samira sanaa sandeep sandhya sangeeta sani sanjay sanjeev santosh sarita sarwar sasaki satish satoshi savita seema selin selim sergen serkan seun shabnam shahid shalini shan shankar shanti "
    "shilpa shinji sho shobha shreya shweta sibusiso siddharth sipho sita siti slamet sneha somchai sonal sota sri srinivas sudha sudhir sujata sukarno suleiman sumit sundar sunil sunita suresh surya sushma swati tadashi taiwo takashi takeshi takumi tamer tanaka tanvi tariq taro tarun tendai tenzin thabo thandi thanh thuy tomoko toru tran trang tuan tunde uchenna uma umar umesh usha usman uzma vaibhav vandana "
    "varun vasu ved venkat vidya vijay vikas vikram vimal vinay vineet vinod vipul vishal vivek wafa wahid waleed walid wanjiku wanjiru wasim wei xolani yara yash yasmine yasser yaw yemi yoko yoshi yousef youssef yuki yuko yumi yuri yusuf zaheer zahra zainab zaki zanele zeinab zeynep zola zubair hiral yogesh hye minho jisoo sora thi isamu baatar tariq tarek farida wambui achieng kwaku yaa thandiwe sizwe nomsa nkechi chukwuma adaora uche olumide babajide folasade temitope "
    "chen fang jiajia lei li liang ling ming ping qiang ting wei xiao xin yan yang ying yu yun zhang kwok wing siu kai ka vivi mei bo jun jin hui jie"
)
FIRST_NAMES = (
    frozenset(_EUROPE.split()) | frozenset(_ASIA_AFRICA.split()) | {"ethan", "logan", "maarten", "marian"}
) - {"can", "said", "per", "ade", "disco"}

# Chinese surnames in pinyin, as they stand behind a first name: Mia Chen, May Wong. 跟在英文名后面的拼音姓。
_PINYIN_SURNAMES_WORDS = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng "
    "wei su lv ding ren lu yao shen zhong cui tan fan liao shi jin jia xia fu bai zou xiong meng qin qiu hou yin xue yan lei long tao mao hao gu gong shao wan qian dai mo kong xiang chang ouyang sima "
    "wong chan cheung leung kwok ng lam lau tam chow yip tse tsang yeung cheng kwan lai hui mak chiu fung"
)
PINYIN_SURNAMES = frozenset(_PINYIN_SURNAMES_WORDS.split())

# First names that are also everyday words, places or brands: they need a capital letter. 也是普通词的名字：首字母要大写才算。
_SHY_NAMES_WORDS = (
    "will mark may april june rose art bill grant dean dawn joy grace hope faith iris ivy jade pat rob sue ray max guy drew frank jack don dale brad chase angel lance amber ruby violet penny "
    "sandy jay kay lee roman christian carol ann van jan stan li wei yu yang chen ed gene miles wade warren rich pete eve ming ying yan ling xiao fang lei jun ola noel summer page hugo kim "
    "aurora austin chelsea florence victoria virginia jordan holly heather hazel daisy poppy pearl piper robin rex bert beck bob carl clark clare daphne dick dusty ellie faye finn flora gill glen "
    "hal harvey hank jean jill jo josh jules kit kitty lex lily lola lou marina mason max mercedes mick mina mitch nick norm otto paddy paris per perry pip polly quinn rod rowan ross roy rusty "
    "said saul scott sid sol spencer terry tilly troy tyson una viola will woody zed can ali bala bola cem chi dev disco duc dung hall hana hoa kaya lam mai malik mali mona musa nana "
    "noor nur obi prem raja ram rama rana raza sho shan sora sri thi uma ved yara gita hadi hari jin joko ka bo hui jie kai liang ping qiang ting wing yun zhang xin andi angelo aman akin august "
    "axel barney bonnie buddy colt dana ernest gaz ginger gus hans harrison harry ida jess jasmine jerome lara laurel leo lena liv luc mads mario melody mini morris nina olive oscar pam pia ruth sage sasha "
    "tanner tess todd tore trish urs vera vic vito walt wes winnie alma alba anu ajay amen arun bay bev britta case cody dan deb sam ben tom tim jim ken ron meg mel mia ian kat ned nell abel adel dina lisbeth"
)
_ONLY_NAMES_WORDS = "dan deb sam ben tom tim jim ken ron meg mel mia ian kat ned nell stan rob sue jack carol harry oscar nick ross bob josh leo lily lena nina jess ruth dana kim ann pam todd scott jean jill"
SHY_NAMES = frozenset(_SHY_NAMES_WORDS.split()) - frozenset(_ONLY_NAMES_WORDS.split())

# Capitalised words that name nobody. 大写开头但不是人名的词。
_NOT_NAMES_WORDS = (
    # days, months, feasts
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec mon tue tues wed weds thu thur thurs fri sat sun today tomorrow tmrw yesterday ystd tonight xmas christmas easter thanksgiving labor eid diwali ramadan ascension whitsun lent epiphany "
    # ways to talk, tools, brands
    "teams zoom whatsapp wechat email excel word powerpoint slack skype webex outlook gmail salesforce hubspot facebook instagram tiktok signal viber telegram linkedin google microsoft amazon dell apple uber fedex dhl youtube "
    "crm erp rfp rfq po nda coa capa sow msa poc roi kpi sla usb pdf ppt "
    # peoples and places
    "english chinese french german spanish dutch italian irish scottish welsh british american canadian indian japanese korean european asian african russian turkish polish china usa us europe uk germany france japan india "
    "london paris berlin munich madrid milan dublin glasgow edinburgh manchester leeds bristol york boston chicago dallas houston denver seattle toronto sydney melbourne shanghai beijing shenzhen suzhou ningbo wuxi "
    "guangzhou hangzhou qingdao tianjin chengdu hong kong taipei singapore tokyo seoul bangkok hanoi mumbai delhi dubai san los las santa north south east west northern southern eastern western central saint st "
    # words of a report
    "contract invoice meeting mtg appt visit visited met called call calls spoke email emailed new create add remind reminder show list who what when where why how the a an and but or if my our their his her its this that these "
    "those he she they we you i it no yes ok okay thanks thank hello hi hey please pls plz kindly not never lost won signed sent send quote quoted demo lunch dinner coffee breakfast brunch left had got just follow followed next last "
    "budget amount price total contact phone tel mobile brief history weekly daily report today's undo correction customer client company site office q1 q2 q3 q4 dropped stopped push move moved change update set plan arrange book "
    "schedule wants want needs need asked said says told likes agreed interested order ordered paid pays payment delivery sample samples proposal trial pilot deal offer renewal renew renewed prospect lead account after before during while "
    "since catch up also then both all everyone nobody someone somebody anyone catching off on in at by for from with to of as is was were are be been will would can could should must might do does did done has have discussed talked talk "
    "going great good bad nice very too still maybe perhaps first second third service crew line machine model version annual framework agreement frame purchase supply chain team hotel bank re fw fwd competitor approved decision circle "
    "back board key accounts due once until till unless because so well right um uh er erm like sorry actually finally quick quickly voicemail swung popped bumped rang ring text texted message put give gave take took made make log note notes "
    "recap reply replied refund revisit revise revised resend resending confirm confirmed cancel cancelled deposit balance shipment ship shipping order's price's noise quality warranty complaint feedback result outcome decision status "
    "summary question action actions todo owe chase chased chasing check checked prep prepare bring deliver install pickup pick drop warn nudge ping alert booked booking tasting tour induction inspection audit training workshop webinar kickoff "
    "review forecast pipeline tender bid expo fair conference summit booth stand hub project platform portal license module sensor panel pump valve motor unit units gearbox compressor bracket crate crates box boxes pallet pallets cable cabling "
    "server cloud app printer scanner truck trucks van vans driver drivers reception phase stage round option plan's gear tool tools spec specs size sizes colour color red blue green black white silver gold spring summer autumn fall winter "
    # parts of a firm and what people do there
    "plant manager director engineer purchasing procurement quality sales finance legal operations logistics warehouse production maintenance facilities marketing dept department ceo cto cfo coo vp md gm svp evp hr it owner buyer boss "
    "mr mrs ms miss dr prof professor doctor mister sir madam herr frau president chairman chairwoman partner head lead chief senior junior deputy assistant secretary clerk receptionist landlord skipper dispatcher chef captain foreman supervisor "
    "technician accountant lawyer consultant architect planner controller treasurer founder principal dean officer coordinator analyst specialist representative rep agent broker dealer distributor supplier vendor contractor installer "
    "somewhere nothing something anything everything hope hopefully turns looks seems sounds apparently they're he's she's it's we're i'm i'll i've don't won't can't didn't wasn't isn't let's that's there there's here's here"
)
NOT_NAMES = frozenset(_NOT_NAMES_WORDS.split())

# Such words that are surnames too, behind a first name: Paul Green. 跟在名后面时也是姓的词。
_ALSO_SURNAMES_WORDS = (
    "green brown white black gray grey gold silver west east north south price head day days spring summer winter snow stone french english irish german holland london york may march king gates box berry field deal case "
    "chase hope rose baker cook read reed best long short rich law love power bond cross bush lane park hall hill banks church house bell ball"
)
ALSO_SURNAMES = frozenset(_ALSO_SURNAMES_WORDS.split())
# What follows a personal name in the name of a firm: Martin Foods, Harlow & Sons. 跟在人名后面就成了公司名的词。
_FIRM_WORDS = (
    "ltd limited inc llc llp plc gmbh ag corp corporation co company group holdings bros brothers sons partners associates trust foundation club council church school college academy university hospital clinic clinics surgery "
    "nurseries nursery farm farms foods bakery bakeries brewery dairy catering kitchen kitchens restaurant cafe café deli bar inn hotel hotels tavern store stores shop market markets motors garage garages auto cars trucks trucking haulage freight "
    "logistics shipping marine yachts ferries airlines rail railways steel metals timber joinery carpentry cabinetry furniture interiors builders building construction roofing plumbing electrical electric electronics energy solar power oil gas "
    "water engineering tools machinery machines plastics packaging print printing press publishing media studio studios design designs films pictures music records books software systems solutions technologies technology tech digital labs "
    "laboratories pharma pharmacy dental optical optics opticians vets veterinary care homes housing estates properties property realty lettings insurance finance capital bank law legal consulting consultancy recruitment training "
    "travel tours safaris sports fitness gym golf outdoor toys textiles fabrics fashion clothing shoes jewellers jewelers cosmetics beauty spa spas salon flowers florist gardens landscapes ceramics glass glassworks pottery paints chemicals "
    "kennels stables cattery vineyard vineyards windsurfing kayaks boats bikes cycles tyres tires signs blinds carpets doors windows gates fencing scaffolding demolition quarry mills mill foundry forge fertilisers feeds seeds fisheries seafood lobster meats butchers wines spirits distillery coffee tea supplies supply trading traders imports importers exports wholesale services service industries industrial manufacturing products "
    "international global telecom communications networks street road lane square centre center tower house cinemas theatre museum gallery zoo park parish"
)
FIRM_WORDS = frozenset(_FIRM_WORDS.split())
